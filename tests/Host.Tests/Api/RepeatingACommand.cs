using System.Net;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Host.Tests.Browser;
using EligibilityService.Host.Tests.Identity;

namespace EligibilityService.Host.Tests.Api;

/// <summary>Whoever did not hear the answer asks again with the same key, hears the same, and nothing happens twice.</summary>
public sealed class RepeatingACommand(TestSite site)
{
    [Fact]
    public async Task with_the_same_key_is_answered_with_the_same()
    {
        var officer = (await site.Service).Client("officer");
        var (key, body) = (Key(), Draft($"TWICE-{Guid.NewGuid():N}"));

        var first = (await officer.Post("/api/calls", body, key)).Created();
        var second = (await officer.Post("/api/calls", body, key)).Created();

        Assert.Equal((first.Text, first.Headers.Location, first.Headers.ETag, first.Position), (second.Text, second.Headers.Location, second.Headers.ETag, second.Position));
        Assert.Equal(first.Version, (await officer.Get($"/api/calls/{first.Id}?minPosition={first.Position}")).Ok().Version);
    }

    [Fact]
    public async Task many_times_at_once_happens_once()
    {
        var officer = (await site.Service).Client("officer");
        var (key, body) = (Key(), Draft($"ATONCE-{Guid.NewGuid():N}"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => officer.Post("/api/calls", body, key)));

        Assert.Single(answers.Select(answer => answer.Created().Text).Distinct());
    }

    [Fact]
    public async Task with_the_same_key_and_another_body_is_a_mistake()
    {
        var officer = (await site.Service).Client("officer");
        var key = Key();
        (await officer.Post("/api/calls", Draft($"ONE-{Guid.NewGuid():N}"), key)).Created();

        (await officer.Post("/api/calls", Draft($"OTHER-{Guid.NewGuid():N}"), key)).IsProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task that_changes_nothing_is_remembered_all_the_same()
    {
        var moderator = (await site.Service).Client("moderator");
        var (key, address) = (Key(), $"/api/clusters/{ImportRow.ClusterIdOf("DEMO-000003")}/publication");

        var first = (await moderator.Post(address, "{}", key)).Ok();
        var second = (await moderator.Post(address, "{}", key)).Ok();

        Assert.Equal(first.Text, second.Text);
        (await moderator.Post(address, """{"again":true}""", key)).IsProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    /// <summary>A change says on which version it was made; when it is repeated, that version has been left by itself.</summary>
    [Fact]
    public async Task that_changed_something_is_answered_with_the_same_though_the_version_is_past()
    {
        var officer = (await site.Service).Client("officer");
        var draft = (await officer.Post("/api/calls", Draft($"CHANGED-{Guid.NewGuid():N}"))).Created();
        var (reference, key) = ($"RENAMED-{Guid.NewGuid():N}", Key());

        var (first, second) = (await Rename(key), await Rename(key));

        Assert.Equal((first.Ok().Text, first.Position), (second.Ok().Text, second.Position));
        Assert.Equal(draft.Version + 1, second.Version);
        (await Rename(Key())).IsProblem(HttpStatusCode.PreconditionFailed, "stale-version");

        Task<Answer> Rename((string, string) under) =>
            officer.Ask(HttpMethod.Put, $"/api/calls/{draft.Id}/terms", new { reference, title = new { en = "A draft", de = "Ein Entwurf" }, kind = "escp" }, ("If-Match", $"\"{draft.Version}\""), under);
    }

    [Fact]
    public async Task with_somebody_elses_key_is_a_command_of_ones_own()
    {
        var service = await site.Service;
        var key = Key();
        var one = (await service.Client("officer").Post("/api/calls", Draft($"MINE-{Guid.NewGuid():N}"), key)).Created();
        var other = (await service.Client("second-officer").Post("/api/calls", Draft($"YOURS-{Guid.NewGuid():N}"), key)).Created();

        Assert.NotEqual(one.Id, other.Id);
    }

    /// <summary>The key says that the command was sent, not that it may be: what was done stays done, and tells its receipt to those only who may still send it.</summary>
    [Fact]
    public async Task after_the_right_was_lost_is_refused()
    {
        var applicant = (await site.Service).Client("applicant");
        var begun = (await applicant.Post("/api/clusters", new { name = $"Left {Guid.NewGuid():N}", country = "DE" })).Created();
        var (address, key) = ($"/api/clusters/{begun.Id}", Key());
        var first = (await Move(key)).Ok();
        Assert.Equal(first.Text, (await Move(key)).Ok().Text);

        var email = $"kim-{Guid.NewGuid():N}@left.example";
        using var colleague = new Visitor((await site.Service).Address);
        (await colleague.OpenAccount(email, "Kein Geheimnis 2016", "Kein Geheimnis 2016", "/en/")).EnsureSuccessStatusCode();
        var together = (await applicant.Post($"{address}/colleagues", new { email })).Ok();
        var left = (await applicant.Delete($"{address}/colleagues/{DemonstrationPeople.Applicant.Id}", together.Version)).Ok();
        (await (await site.Service).Client("moderator").Get($"{address}?minPosition={left.Position}")).Ok();

        (await Move(key)).IsProblem(HttpStatusCode.Forbidden, "not-allowed");

        Task<Answer> Move((string, string) under) => applicant.Ask(HttpMethod.Patch, $"{address}/profile", new { city = "Ulm" }, ("If-Match", $"\"{begun.Version}\""), under);
    }

    [Fact]
    public async Task with_a_key_of_any_length_is_not_possible() =>
        (await (await site.Service).Client("officer").Post("/api/calls", Draft("LONG-KEY"), ("Idempotency-Key", new string('k', 201)))).IsProblem(HttpStatusCode.BadRequest, "idempotency-key-not-understood");

    private static (string Name, string Value) Key() => ("Idempotency-Key", Guid.NewGuid().ToString());

    private static object Draft(string reference) => new { terms = new { reference, title = new { en = "A draft", de = "Ein Entwurf" }, kind = "escp" } };
}
