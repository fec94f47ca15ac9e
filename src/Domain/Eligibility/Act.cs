using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>One thing that could be done towards "met": what, how long it usually takes, and what would be told about whom once it is done.</summary>
/// <param name="Code">That of the remedy it carries out.</param>
/// <param name="LeadDays">Usual lead time in days, from the day one begins; see <see cref="LeadTime"/>.</param>
/// <param name="By">The last moment at which it still helps, where that is not the moment at which the criterion must hold.</param>
public sealed record Act(string Code, Text What, int LeadDays, Doing Do, DateTimeOffset? By = null);

/// <summary>The same subject with the thing done at that moment.</summary>
public delegate Subject Doing(in Subject subject, DateTimeOffset done);

/// <summary>How long things usually take. The field's experience, not the programme's promise; in days.</summary>
public static class LeadTime
{
    /// <summary>An entry that is true already only has to be made.</summary>
    public const int Entry = 0;

    /// <summary>A request or a signature counts from the moment it is received.</summary>
    public const int Request = 0;

    /// <summary>A participant identification code is given within two days.</summary>
    public const int ParticipantCode = 2;

    /// <summary>From the request for review to the published profile.</summary>
    public const int Publication = 10;

    /// <summary>A moderator looks at evidence.</summary>
    public const int Verification = 10;

    /// <summary>Winning members, hiring, translating a website.</summary>
    public const int Growth = 60;

    /// <summary>From the application for a label to its award.</summary>
    public const int Label = 90;
}

/// <summary>What would be told once something has been done; nothing of it is ever stored.</summary>
internal static class Supposing
{
    private static readonly Basis Known = new(AssertedBy.System);

    public static Subject Told(this Subject subject, DateTimeOffset at, params ReadOnlySpan<IClusterEvent> facts)
    {
        var dossier = subject.Dossier;
        foreach (var fact in facts) dossier = dossier.Learn(fact, new(Guid.Empty, "supposed", dossier.Id, 0, at));
        return subject with { Dossier = dossier };
    }

    public static Doing Entering(ProfileFields fields) => (in subject, done) => subject.Told(done, new ProfileChanged(fields, [], Known));

    /// <summary>The proposal would say so.</summary>
    public static Subject Proposed(this Subject subject, DateTimeOffset at, ProposalFields fields) => subject with
    {
        Application = (subject.Application ?? new(Guid.Empty)).Learn(new ProposalChanged(fields, []), new(Guid.Empty, "supposed", Guid.Empty, 0, at)),
    };

    /// <summary>The proposal would have been received then, in one version more.</summary>
    public static Subject HandedIn(in Subject subject, DateTimeOffset at)
    {
        var application = subject.Application ?? new(Guid.Empty);
        var told = new Told(Guid.Empty, "supposed", Guid.Empty, (application.LastTold?.Version ?? 0) + 1, at);
        return subject with
        {
            Application = application with
            {
                Submitted = application.Submitted.Tell((application.Submitted.Newest?.Value ?? 0) + 1, told, Known, at), Withdrawn = application.Withdrawn.Tell(false, told, Known, at), LastTold = told,
            },
        };
    }

    public static Subject Signed(this Subject subject, DeclarationKind kind, DateTimeOffset at) => subject with
    {
        Application = (subject.Application ?? new(Guid.Empty)).Learn(new DeclarationSigned(kind, subject.Dossier.Id, Guid.Empty, at), new(Guid.Empty, "supposed", Guid.Empty, 0, at)),
    };
}
