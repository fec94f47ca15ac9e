using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace EligibilityService.Host.Tests.Api;

/// <summary>What people do with the service, a few requests at a time.</summary>
internal static class Deeds
{
    public const string Escp2016 = "COS-CLUSINT-2016-03-01";

    /// <summary>A profile that answers what calls ask of an organisation.</summary>
    public static Dictionary<string, object> Profile(string name, string country = "DE") => new()
    {
        ["name"] = name, ["country"] = country, ["kind"] = "clusterOrganisation", ["hasLegalPersonality"] = true, ["city"] = "Ulm", ["website"] = "https://cluster.example",
        ["membersSme"] = 40, ["membersResearch"] = 6, ["staffFte"] = 3.5, ["defenceRelated"] = true,
    };

    public static async Task<Guid> Register(this RunningService service, string name, string country = "DE") =>
        (await service.Client("applicant").Post("/api/clusters", Profile(name, country))).Created().Id;

    /// <summary>Asked for by its people, published by a moderator.</summary>
    public static async Task<Answer> Publish(this RunningService service, Guid cluster)
    {
        (await service.Client("applicant").Post($"/api/clusters/{cluster}/review")).Ok();
        return (await service.Client("moderator").Post($"/api/clusters/{cluster}/publication")).Ok();
    }

    /// <summary>A call drafted and published by two officers.</summary>
    public static async Task<Guid> PublishCall(this RunningService service, object terms)
    {
        var id = (await service.Client("officer").Post("/api/calls", new { terms = Sent.WithExamples(terms) })).Created().Id;
        (await service.Client("officer").Post($"/api/calls/{id}/publication")).Ok();
        var published = await service.Confirm($"/api/calls/{id}/publication");
        (await service.Client("officer").Get($"/api/calls/{id}?minPosition={published.Position}")).Ok();
        return id;
    }

    /// <summary>The second officer looks at whom the text affects, and signs it.</summary>
    /// <param name="step">Address of the publication, or of a corrigendum's confirmation.</param>
    public static async Task<Answer> Confirm(this RunningService service, string step, string officer = "second-officer")
    {
        if (ImpactOf(step) is { } impact) (await service.Client(officer).Get(impact)).Ok();
        return (await service.Client(officer).Post(step)).Ok();
    }

    /// <summary>What has to be looked at before a step is confirmed; nothing where the step is another.</summary>
    public static string? ImpactOf(string step) => step.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["api", "calls", var call, "publication"] => $"/api/calls/{call}/impact?limit=500",
        ["api", "calls", var call, "corrigenda", var number, "confirmation"] => $"/api/calls/{call}/impact?limit=500&corrigendum={number}",
        _ => null,
    };

    /// <summary>Moves the clock and stops it there.</summary>
    public static async Task MoveClock(this RunningService service, string at) =>
        (await service.Client("admin").Post("/api/demo/clock", new { at, running = false })).Ok();

    /// <summary>Brings in clusters from a register, one row each, and says how they are called here.</summary>
    public static async Task<Guid[]> Import(this RunningService service, params string[] rows)
    {
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes("externalId,name,country,region\n" + string.Join('\n', rows))) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        var report = (await service.Client("moderator").Post("/api/clusters/imports", file)).Ok();
        return [.. report.Body.Each("lines").Select(line => line.GetProperty("clusterId").GetGuid())];
    }

    /// <summary>Clusters from a register, "name,country,region", whose claims by the applicant were confirmed.</summary>
    public static async Task<Guid[]> Managed(this RunningService service, params string[] rows)
    {
        var lines = rows.Select((row, index) => $"REG-{index},{row},clusterOrganisation,yes,yes");
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes("externalId,name,country,region,kind,legalPersonality,mayBeFoundAsPartner\n" + string.Join('\n', lines))) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        var report = (await service.Client("moderator").Post("/api/clusters/imports", file)).Ok();
        Guid[] clusters = [.. report.Body.Each("lines").Select(line => line.GetProperty("clusterId").GetGuid())];
        foreach (var cluster in clusters)
        {
            (await service.Client("applicant").Post($"/api/clusters/{cluster}/claims", new { })).Ok();
            var confirmed = (await service.Client("moderator").Post($"/api/clusters/{cluster}/claims/{Application.Access.DemonstrationPeople.Applicant.Id}/confirmation")).Ok();
            (await service.Client("applicant").Get($"/api/clusters/{cluster}?minPosition={confirmed.Position}")).Ok();
        }

        return clusters;
    }

    /// <summary>The verdict about a cluster, as current as the position asked for.</summary>
    public static async Task<JsonElement> Verdict(this HttpClient client, Guid cluster, string call, string query = "") =>
        (await client.Get($"/api/clusters/{cluster}/eligibility/{call}{query}")).Ok().Body;

    /// <summary>The repository's own verifier, with the service out of reach, ends with this code and says this.</summary>
    public static async Task Verify(int code, string says, params string[] arguments)
    {
        await using var verifier = await RunningService.Run(["verify", .. arguments], ("ConnectionStrings__Eligibility", "Host=nowhere.example"), ("LANG", "en_GB.UTF-8"));
        var ended = await verifier.Stop();
        Assert.True(ended == code && verifier.Log.Contains(says, StringComparison.Ordinal), $"It ended with {ended} instead of {code} and '{says}':{Environment.NewLine}{verifier.Log}");
    }

    /// <summary>Waits until the feed shows what is looked for; numbering follows the commit.</summary>
    public static async Task<JsonElement> InFeed(this HttpClient client, Func<JsonElement, bool> wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        var after = "0";
        while (true)
        {
            var page = (await client.Get($"/api/feed?limit=1000&after={after}")).Ok();
            foreach (var entry in page.Body.Each("entries"))
            {
                if (entry.TryGetProperty("event", out var told) && told.ValueKind is JsonValueKind.Object && wanted(told)) return entry;
            }

            after = page.Body.Said("next")!;
            await Task.Delay(20, patience.Token);
        }
    }
}
