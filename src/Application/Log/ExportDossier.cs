using EligibilityService.Application.Access;
using EligibilityService.Domain.Deciding;
using MediatR;

namespace EligibilityService.Application.Log;

/// <summary>Take out everything recorded about an application, with its proofs. Each export is recorded.</summary>
/// <param name="Since">Size of the tree of a checkpoint noted earlier, so that the dossier can be held against it however old it is.</param>
[May(Role.Auditor, Assigned = true)]
public sealed record ExportApplicationDossier(Guid ApplicationId, long? Since = null) : IRequest<DossierAnswer>, IConcernsApplication;

/// <summary>Take out everything recorded about a call and all its applications, with the proof that there were no others. Each export is recorded.</summary>
/// <param name="Since">Size of the tree of a checkpoint noted earlier, so that the dossier can be held against it however old it is.</param>
[May(Role.Auditor, Role.Officer)]
public sealed record ExportCallDossier(Guid Call, long? Since = null) : IRequest<DossierAnswer>;

/// <summary>A dossier that is written while it is sent, or why there is none.</summary>
/// <param name="Name">Of the ZIP file.</param>
public sealed record DossierAnswer(string Name, Func<Stream, CancellationToken, Task> Write, Refusal? Refusal = null)
{
    public static DossierAnswer Refused(Refusal refusal) => new("", (_, _) => Task.CompletedTask, refusal);
}

public static class DossierRefusals
{
    public static readonly Refusal CallUnknown = new("call-unknown", new("There is no such call.", "Diese Ausschreibung gibt es nicht."));
}
