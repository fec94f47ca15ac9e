using EligibilityService.Application.Persons;
using EligibilityService.Application.Retention;
using EligibilityService.Infrastructure.Tests.Standings;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests.Persons;

/// <summary>Whoever is erased is found in what people wrote, and nothing else is.</summary>
public sealed class ErasingAPerson(PostgresFixture postgres)
{
    private static readonly Guid
        Anna = new("01900000-0000-4000-8000-00000000000a"), Sofia = new("01900000-0000-4000-8000-00000000000b"), Mikko = new("01900000-0000-4000-8000-00000000000c");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task takes_names_addresses_and_numbers_as_whole_words_as_was_told_before()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), leads: false);
        var (scene, data) = (new Scene(running), running.Get<IPersonalData>());
        await running.Get<IPersons>().KeepContact(new(Anna, "Anna Weber", "anna@example.org", "+49 7121 12345", null), Cancelled);
        await Write(scene, "Ask ANNA WEBER (anna@example.org, +49 7121 12345).", "Joanna Weberling of joanna@example.org said no.", "Nobody.");

        Assert.Equal((1, 0), await Reach(data));
        var erased = await data.ErasePerson(Anna, Sofia, Mikko, Scene.Autumn, Cancelled);

        Assert.Equal(1, erased!.Notes);
        Assert.Empty(erased.NotLookedFor!);
        Assert.Equal("Ask [erased] ([erased], [erased]).|Joanna Weberling of joanna@example.org said no.|Nobody.", await Texts(scene));
        Assert.Equal(1L, await scene.One<long>("select count(*) from eligibility.notes where salt = ''"));
    }

    [Fact]
    public async Task leaves_alone_what_is_found_in_texts_about_anything_and_tells_so()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), leads: false);
        var (scene, data) = (new Scene(running), running.Get<IPersonalData>());
        await running.Get<IPersons>().KeepContact(new(Anna, "says", "says@example.org", "2016", null), Cancelled);
        await Write(scene, "It is as the text of 2016 says.");

        Assert.Equal((0, 2), await Reach(data));
        var erased = await data.ErasePerson(Anna, Sofia, Mikko, Scene.Autumn, Cancelled);

        Assert.Equal((1, 0), (erased!.Contacts, erased.Notes));
        Assert.Equal([NotLookedFor.Name, NotLookedFor.Phone], erased.NotLookedFor!);
        Assert.Equal("It is as the text of 2016 says.", await Texts(scene));
        Assert.Equal(erased.NotLookedFor, Assert.Single(await data.Erasures(Cancelled)).NotLookedFor);
    }

    /// <summary>A host that starts introduces the people of the demonstration anew.</summary>
    [Fact]
    public async Task is_for_good_also_where_persons_are_introduced()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), leads: false);
        var persons = running.Get<IPersons>();
        await persons.Introduce(new(Anna, "Anna Weber", "anna@example.org", "de"), Cancelled);
        await running.Get<IPersonalData>().ErasePerson(Anna, Sofia, Mikko, Scene.Autumn, Cancelled);

        await persons.Introduce(new(Anna, "Anna Weber", "anna@example.org", "de"), Cancelled);
        Assert.Null(await persons.Find(Anna, Cancelled));
    }

    private static async Task<(int Texts, int NotLookedFor)> Reach(IPersonalData data) => await data.Reach(Anna, Cancelled) switch { var reach => (reach.Texts, reach.NotLookedFor.Count) };

    private static async Task Write(Scene scene, params string[] texts)
    {
        foreach (var text in texts) await scene.Do("insert into eligibility.notes (id, text, salt) values ($1, $2, 'salt')", Guid.CreateVersion7(), text);
    }

    private static Task<string> Texts(Scene scene) => scene.One<string>("select string_agg(text, '|' order by text) from eligibility.notes");
}
