using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Clusters;

/// <summary>The public directory: published clusters by name, with how many there are of each kind.</summary>
/// <param name="Cursor">Where the page before ended; null for the first.</param>
[May(Who.Anyone)]
public sealed record FindClusters(ClusterFilter Filter, string? Cursor = null, int Limit = FindClusters.Usual) : IRequest<ClustersAnswer>
{
    public const int Usual = 20;
    public const int Most = 100;
}

/// <summary>A page of the directory with counts.</summary>
/// <param name="Filter">As it was understood: names of regions replaced by their codes.</param>
/// <param name="Places">Where those found are: by NUTS-2 region, or by country where none is stated.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record ClustersAnswer(
    long Position, long Total, ClusterFilter Filter, IReadOnlyList<ClusterItem> Items, ClusterFacets Facets, IReadOnlyList<FacetCount> Places, string? Next);

/// <summary>A cluster in the directory.</summary>
/// <param name="Label">Valid on the day of the answer.</param>
/// <param name="Members">Of all types together, as far as stated; null: not known.</param>
public sealed record ClusterItem(
    Guid Id, string Name, string? Acronym, string? Country, string? Region, string? City, QualityLabel? Label, DateOnly? LabelUntil, int? Members, string? Website);

/// <summary>Each counted with the filters of the others applied.</summary>
public sealed record ClusterFacets(
    IReadOnlyList<FacetCount> Countries, IReadOnlyList<FacetCount> Regions, IReadOnlyList<FacetCount> Sectors, IReadOnlyList<FacetCount> EmergingIndustries,
    IReadOnlyList<FacetCount> Technologies, IReadOnlyList<FacetCount> Labels, IReadOnlyList<FacetCount> TargetCountries);

/// <summary>A value of a filter, and how many clusters have it.</summary>
public sealed record FacetCount(string Code, Text Name, long Count);

public sealed class FindClustersShape : AbstractValidator<FindClusters>
{
    public FindClustersShape()
    {
        RuleFor(question => question.Filter).SetValidator(new ClusterFilterShape()).OverridePropertyName("");
        RuleFor(question => question.Limit).InclusiveBetween(1, FindClusters.Most)
            .WithMessage(ProfileShape.Say($"Ask for 1 to {FindClusters.Most} clusters at a time.", $"Fragen Sie nach 1 bis {FindClusters.Most} Clustern auf einmal."));
        RuleFor(question => question.Cursor).Must(cursor => cursor is null || DirectoryCursor.Read(cursor) is not null).WithMessage(ProfileShape.Say(
            "This is not a cursor of this list. Take it from 'next' of the page before, or leave it out to begin again.",
            "Das ist keine Marke dieser Liste. Nehmen Sie „next“ der vorigen Seite, oder lassen Sie sie weg und beginnen Sie von vorn."));
    }
}

public sealed class FindClustersHandler(IFacts facts, ServiceClock clock) : IRequestHandler<FindClusters, ClustersAnswer>
{
    public Task<ClustersAnswer> Handle(FindClusters question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        var directory = ClusterDirectory.Of(knowledge);
        var filter = question.Filter.Understood(knowledge.Programme);
        var begin = question.Cursor is { } cursor && DirectoryCursor.Read(cursor) is { } last ? directory.After(last) : 0;

        var page = new List<DirectoryRow>(question.Limit + 1);
        var search = DirectorySearch.Run(directory, filter, knowledge.Programme, now, place =>
        {
            if (place >= begin && page.Count <= question.Limit) page.Add(directory.Rows[place]);
        });

        var shown = page.Take(question.Limit).ToArray();
        var counts = new DirectoryCounts(directory, search, filter, new ProgrammeNames(knowledge.Programme));
        return Task.FromResult(new ClustersAnswer(
            directory.Position, search.Total, filter, [.. shown.Select(row => Item(row.Record, now))], counts.Facets(), counts.Places(),
            page.Count > question.Limit ? DirectoryCursor.Write(shown[^1].Place) : null));
    }

    internal static ClusterItem Item(ClusterRecord record, DateTimeOffset now)
    {
        var (profile, label) = (record.State.Profile, record.Dossier.Label.At(now));
        return new(
            record.Dossier.Id, profile.Name ?? "", profile.Acronym, profile.Country, profile.Region, profile.City, label?.Value, label?.Basis.ValidUntil,
            Members(profile), profile.Website);
    }

    public static int? Members(ProfileFields profile) =>
        (profile.MembersSme ?? profile.MembersLarge ?? profile.MembersResearch ?? profile.MembersOther) is null
            ? null
            : (profile.MembersSme ?? 0) + (profile.MembersLarge ?? 0) + (profile.MembersResearch ?? 0) + (profile.MembersOther ?? 0);
}
