using EligibilityService.Application.Access;
using EligibilityService.Application.Eligibility;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Audit;

/// <summary>Clusters, calls and applications by a word of their name, a reference, an alias, or an id; published or not.</summary>
[May(Role.Auditor, Role.Officer)]
public sealed record FindRecords(string Words) : IRequest<RecordsFound>;

public sealed record RecordsFound(IReadOnlyList<CallSummary> Calls, IReadOnlyList<ClusterFound> Clusters, IReadOnlyList<ApplicationFound> Applications);

public sealed record ClusterFound(Guid Id, string? Name, string? Country, RegistrationStatus Status);

public sealed record ApplicationFound(Guid Id, string? Call, string? Coordinator, ApplicationStatus Status);

public sealed class FindRecordsShape : AbstractValidator<FindRecords>
{
    public FindRecordsShape() => RuleFor(question => question.Words).Must(words => words.Trim().Length is >= 2 and <= 200)
        .WithMessage(Clusters.ProfileShape.Say("Enter at least two letters of a name, a reference, or an id.", "Geben Sie mindestens zwei Buchstaben eines Namens, ein Kennzeichen oder eine Kennung ein."));
}

public sealed class FindRecordsHandler(IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<FindRecords, RecordsFound>
{
    private const int Most = 25;

    public Task<RecordsFound> Handle(FindRecords question, CancellationToken cancellationToken)
    {
        var (knowledge, words, now) = (facts.Now, question.Words.Trim(), clock.GetUtcNow());
        var sight = new Sight(callers.Caller, knowledge, now);
        var id = Guid.TryParse(words, out var given) ? given : (Guid?)null;
        bool Says(string? text) => text?.Contains(words, StringComparison.CurrentCultureIgnoreCase) ?? false;
        string? NameOf(Guid cluster) => knowledge.Cluster(cluster)?.State.Profile.Name;

        return Task.FromResult(new RecordsFound(
            [
                .. knowledge.Calls
                    .Where(call => call.Terms is { } terms && (call.Id == id || Says(terms.Reference) || terms.Aliases.Any(Says) || Says(terms.Title.En) || Says(terms.Title.De)))
                    .OrderBy(call => call.Terms!.Reference).Take(Most).Select(call => VerdictTelling.Summary(call, now)),
            ],
            [
                .. knowledge.Clusters
                    .Where(cluster => cluster.Dossier.Id == id || Says(cluster.State.Profile.Name) || Says(cluster.State.Profile.Acronym))
                    .OrderBy(cluster => cluster.State.Profile.Name).Take(Most)
                    .Select(cluster => new ClusterFound(cluster.Dossier.Id, cluster.State.Profile.Name, cluster.State.Profile.Country, cluster.State.Status)),
            ],
            [
                .. knowledge.Applications.Where(sight.OfApplication)
                    .Where(application => application.Dossier.Id == id || Says(NameOf(application.State.Coordinator)) || Says(knowledge.Call(application.State.Call)?.Terms?.Reference))
                    .OrderByDescending(application => application.Dossier.LastTold!.RecordedAt).Take(Most)
                    .Select(application => new ApplicationFound(
                        application.Dossier.Id, knowledge.Call(application.State.Call)?.Terms?.Reference, NameOf(application.State.Coordinator), application.State.Status)),
            ]));
    }
}
