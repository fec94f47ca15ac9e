using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Narration;

/// <summary>How people call what stands in an application.</summary>
public static class ApplicationNames
{
    public static Text Declaration(DeclarationKind kind) => ApplicationSentences.Kind(kind);
}
