using System.Collections.Concurrent;
using System.Collections.Immutable;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;

namespace EligibilityService.Infrastructure.Knowing;

/// <summary>In which applications to a call somebody stands who bears a certain mark, so that nobody need go through all of them.</summary>
/// <remarks>
/// Nothing is taken out again: a mark that somebody bore once leads to an application too many, and whoever asks looks at each. For the same reason marks are kept as
/// numbers, though two may by chance be one. Noted by the one writer of the memory it belongs to.
/// </remarks>
internal sealed class ApplicationMarks
{
    private readonly ConcurrentDictionary<int, ImmutableArray<Guid>> _marked = new();
    private readonly Dictionary<string, HashSet<Guid>> _named = [];

    public void Note(ApplicationRecord application, Func<Guid, OrganisationDossier?> profile, Func<string, OrganisationDossier?> byCode)
    {
        var sent = application.Dossier.AsSent;
        foreach (var mark in OneConsortiumPerPhase.Marks(ConsortiumOf.Standing(sent, profile, byCode), application.Dossier)) Note(application.State.Call, mark, sent.Id);
        foreach (var name in sent.Partners.Select(partner => partner.Cluster is { } cluster ? OneConsortiumPerPhase.Mark(cluster) : partner.Organisation?.Pic).OfType<string>().Append(OneConsortiumPerPhase.Mark(sent.Coordinator)))
        {
            (_named.TryGetValue(name, out var known) ? known : _named[name] = []).Add(sent.Id);
        }
    }

    /// <summary>Those whose marks may be others when a cluster's profile is another: they name it, or a code that it has or had.</summary>
    public IEnumerable<Guid> Naming(OrganisationDossier cluster) =>
        cluster.Pic.NewestFirst().Select(code => code.Value).OfType<string>().Append(OneConsortiumPerPhase.Mark(cluster.Id)).SelectMany(name => _named.TryGetValue(name, out var known) ? known : []).Distinct();

    public IEnumerable<Guid> Find(Guid call, IEnumerable<string> marks) => marks.SelectMany(mark => _marked.GetValueOrDefault(HashCode.Combine(call, mark), [])).Distinct();

    private void Note(Guid call, string mark, Guid application) =>
        _marked.AddOrUpdate(HashCode.Combine(call, mark), [application], (_, known) => known.Contains(application) ? known : known.Add(application));
}
