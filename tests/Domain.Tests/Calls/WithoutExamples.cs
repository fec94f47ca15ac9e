using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Domain.Tests.Calls;

/// <summary>For stories in which the text asks nothing, so that there is nothing to give examples of.</summary>
internal static class WithoutExamples
{
    public static Decision<ICallEvent> ProposeCorrigendum(this Call call, Corrigendum corrigendum, CallTerms terms, Guid by, DateTimeOffset at) =>
        call.ProposeCorrigendum(corrigendum, terms, by, at, ProgrammeFacts.Empty);
}
