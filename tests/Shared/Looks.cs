using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Programme;

namespace EligibilityService;

/// <summary>Second officers of tests look before they confirm, as the service demands; nobody is affected unless a test says so.</summary>
internal static class Looks
{
    public static Decision<ICallEvent> Publish(this Call call, Guid by, DateTimeOffset at, ProgrammeFacts? programme = null) =>
        call.Publish(by, at, At(call.Drafted ?? call.Terms, null, by, at), programme);

    public static Decision<ICallEvent> Publish(this Call call, Guid by, DateTimeOffset at, Looked? looked, ProgrammeFacts? programme = null) => call.Publish(by, at, programme ?? ProgrammeFacts.Empty, looked);

    public static Decision<ICallEvent> ConfirmCorrigendum(this Call call, int number, Guid by, DateTimeOffset at, ProgrammeFacts? programme = null) =>
        call.ConfirmCorrigendum(number, by, at, At(call.PendingCorrigenda.GetValueOrDefault(number)?.Terms, number, by, at), programme);

    public static Decision<ICallEvent> ConfirmCorrigendum(this Call call, int number, Guid by, DateTimeOffset at, Looked? looked, ProgrammeFacts? programme = null) =>
        call.ConfirmCorrigendum(number, by, at, programme ?? ProgrammeFacts.Empty, looked);

    public static Looked? At(CallTerms? text, int? corrigendum, Guid by, DateTimeOffset at) =>
        text is null ? null : new(new(Guid.Empty, Guid.Empty, corrigendum, TextHash.Of(text), by, at, 1, [], 0, "", ""), "", "");

    /// <summary>What then stands beside the confirmation.</summary>
    public static SignedImpact SignedFor(CallTerms text, DateTimeOffset at) => At(text, null, Guid.Empty, at)!.ForSignature;
}
