using EligibilityService.Application.Clusters;
using EligibilityService.Application.Eligibility;
using MediatR;

namespace EligibilityService.Host.Api;

/// <summary>What anybody may ask about all clusters at once: the directory, its export, and how many may take part in a call.</summary>
internal static class DirectoryApi
{
    public static void MapDirectory(this RouteGroupBuilder api)
    {
        api.MapGet("/clusters", async ([AsParameters] DirectoryQuery query, string? cursor, int? limit, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new FindClusters(query.Filter, cursor, limit ?? FindClusters.Usual), cancellationToken), http, answer => answer.Position))
            .WithSummary("Find published clusters by text, country, region, sector, industry, technology, label or target country").WithTags("Clusters").Produces<ClustersAnswer>().WithMetadata(new ForEverybody());

        api.MapGet("/clusters/export.csv", async ([AsParameters] DirectoryQuery query, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            new ClusterCsv(await mediator.Send(new ExportClusters(query.Filter), cancellationToken)))
            .WithSummary("The clusters found, as a CSV file").WithTags("Clusters").Produces<string>(200, ClusterCsv.ContentType).WithMetadata(new ForEverybody());

        api.MapGet("/calls/{call}/eligibility-counts", async (string call, string? strand, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
            Answers.Found(await mediator.Send(new CountEligible(call, strand), cancellationToken), http, answer => answer.Position))
            .WithSummary("How many published clusters per country may take part: counts only").WithTags("Eligibility").Produces<EligibilityCounts>().WithMetadata(new ForEverybody());
    }
}

/// <summary>The directory's filters as they stand in an address; a property may be repeated for several values.</summary>
internal sealed record DirectoryQuery(
    string? Q = null, string[]? Country = null, string[]? Region = null, string[]? Sector = null, string[]? Industry = null, string[]? Technology = null,
    string[]? Label = null, string[]? Target = null)
{
    public ClusterFilter Filter => new()
    {
        Text = Q,
        Countries = Given(Country),
        Regions = Given(Region),
        Sectors = Given(Sector),
        EmergingIndustries = Given(Industry),
        Technologies = Given(Technology),
        Labels = Given(Label),
        TargetCountries = Given(Target),
    };

    /// <summary>A form sends an empty value for what was left alone.</summary>
    private static string[] Given(string[]? values) => [.. (values ?? []).Where(value => value.Length > 0)];
}
