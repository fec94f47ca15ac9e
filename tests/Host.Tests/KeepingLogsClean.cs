using System.Net;
using System.Net.Http.Headers;
using System.Text;
using EligibilityService.Host.Tests.Api;
using EligibilityService.Host.Tests.Identity;
using EligibilityService.Tests;

namespace EligibilityService.Host.Tests;

/// <summary>What people typed is not what operators read: no name, address, text, password or token stands in the host's output.</summary>
public sealed class KeepingLogsClean(PostgresFixture postgres)
{
    private static readonly string Name = Mark("Name"), Mail = $"{Mark("mail")}@example.eu", Password = Mark("Password"), Reason = Mark("Reason"), Searched = Mark("Searched"), Secret = Mark("Secret");

    [Fact]
    public async Task whatever_is_done_and_refused()
    {
        await using var service = await RunningService.StartPlayed(postgres);
        HttpClient anybody = service.Client(), applicant = service.Client("applicant"), moderator = service.Client("moderator");

        // Somebody opens an account, mistypes the password, and looks around.
        using var visitor = new Visitor(service.Address);
        foreach (var repeated in (string[])[Mark("Other"), Password, Password]) (await visitor.OpenAccount(Mail, Password, repeated)).Dispose();
        using var mistyping = new Visitor(service.Address);
        (await mistyping.SignIn("/en/mine", ("email", Mail), ("password", Secret))).Dispose();
        (await visitor.Get($"/en/clusters?q={Searched}")).Dispose();
        (await visitor.Get($"/en/nothing?q={Searched}")).Dispose();
        (await anybody.Get($"/api/clusters?q={Searched}")).Ok();
        (await anybody.Get($"/api/{Searched}?contact={Name}")).Is(HttpStatusCode.NotFound);

        // A profile with all the mistakes, and then without.
        (await applicant.Post("/api/clusters", new { name = Name, country = "ZZ" })).IsProblem(HttpStatusCode.BadRequest, "invalid");
        (await applicant.Post("/api/clusters", $$"""{"name":"{{Name}}","{{Searched}}":1}""")).IsProblem(HttpStatusCode.BadRequest, "json-not-understood");
        var own = (await applicant.Post("/api/clusters", new { name = Name, country = "DE" })).Created().Id;
        (await applicant.Post("/api/clusters", new { name = Name, country = "DE" })).IsProblem(HttpStatusCode.Conflict, "registrant-has-profile");
        await applicant.Post($"/api/clusters/{own}/colleagues", new { email = Mail });
        await applicant.Post($"/api/clusters/{own}/claims", new { reason = Reason });
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes($"externalId,name,country,contactName,contactEmail\nMARK-1,{Name},DE,{Name},{Mail}\nMARK-2,{Name},ZZ,{Name},{Mail}\n")) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        var imported = (await moderator.Post("/api/clusters/imports", file)).Ok().Body.Each("lines").First().GetProperty("clusterId").GetGuid();
        (await applicant.Post($"/api/clusters/{imported}/claims", new { reason = Reason })).Ok();
        foreach (var _ in (string[])["once", "twice"]) await moderator.Post($"/api/clusters/{imported}/refusal", new { reason = Reason });
        await moderator.Post($"/api/clusters/{imported}/claims/{imported}/refusal", new { reason = Reason });

        // Tokens, right and wrong.
        using var stranger = new Visitor(service.Address);
        (await stranger.AskForToken("demo-officer", Secret)).Dispose();
        (await stranger.AskForToken(Name, Secret)).Dispose();
        stranger.Bear(Secret);
        (await stranger.Get($"/api/applications?call={Searched}")).Dispose();

        // And everything begins anew, which takes the lead away from the host.
        (await service.Client("admin").Post("/api/demo/reset")).Ok();
        await service.Client().InFeed(_ => true);

        string[] never = [Name, Mail, Password, Reason, Searched, Secret, await service.Token("officer"), .. DemonstrationMails];
        Assert.All(never, said => Assert.DoesNotContain(said, service.Log, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("   at ", service.Log, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?m)^(fail|crit|warn):", service.Log);
    }

    private static IEnumerable<string> DemonstrationMails => Application.Access.DemonstrationPeople.All.Select(person => person.Email);

    private static string Mark(string what) => $"{what}{Guid.NewGuid():N}";
}
