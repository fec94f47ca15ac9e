using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace EligibilityService.Host.Pages.Ecl;

/// <summary>Renders its content in a turn of its own, when what stands before it has been rendered.</summary>
public sealed class Later : ComponentBase
{
    [Parameter, EditorRequired] public required RenderFragment ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ChildContent);
}
