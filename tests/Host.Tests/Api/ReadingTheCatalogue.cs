using EligibilityService.Domain.Eligibility;
using EligibilityService.Host.Tests.Browser;

namespace EligibilityService.Host.Tests.Api;

/// <summary>Whoever writes a call's criteria by program learns what there is to ask, and within which bounds.</summary>
public sealed class ReadingTheCatalogue(TestSite site)
{
    [Fact]
    public async Task with_the_bounds_and_words_of_each_entry()
    {
        var catalogue = (await (await site.Service).Client().Get("/api/calls/criteria-catalogue")).Ok();
        var questions = catalogue.Body.Each("questions").ToDictionary(question => question.Said("type")!);

        Assert.Equal(QuestionCatalogue.Types.Keys.Order(), questions.Keys.Order());
        var minimum = questions["members/1"].Each("parameters").Single();
        Assert.Equal(("minimum", "number", "At least so many members", 1, 100_000), (minimum.Said("name"), minimum.Said("kind"), minimum.Said("label"), minimum.GetProperty("least").GetInt32(), minimum.GetProperty("most").GetInt32()));
        Assert.Equal(["euMembers", "participating"], questions["established-in/1"].Each("parameters").First().Each("words").Select(word => word.Said("word")));
        Assert.Equal(["country", "from", "until"], questions["established-in/1"].Each("parameters").ElementAt(1).Each("within").Select(entry => entry.Said("name")));
        Assert.Equal("travel", questions["weeks-within/1"].Said("askedOf"));
        Assert.True(questions["target-countries/1"].GetProperty("superseded").GetBoolean());
        Assert.False(questions["target-countries/2"].GetProperty("superseded").GetBoolean());

        // Every list that an entry draws on is there, but for regions.
        var drawnOn = questions.Values.SelectMany(question => question.Each("parameters")).Where(entry => entry.TryGetProperty("lists", out _)).SelectMany(entry => entry.Each("lists")).Select(list => list.Said("name")!).Distinct();
        Assert.All(drawnOn.Except(["regions"]), list => Assert.NotEmpty(catalogue["lists"].Each(list)));
    }

    [Fact]
    public async Task in_the_callers_language()
    {
        var catalogue = (await (await site.Service).Client(null, "de").Get("/api/calls/criteria-catalogue")).Ok();
        Assert.Equal("Wie viele Mitglieder hat sie?", catalogue.Body.Each("questions").Single(question => question.Said("type") == "members/1").Said("asks"));
        Assert.Contains(catalogue["lists"].Each("countries"), country => country.Said("word") == "DE" && country.Said("means") == "Deutschland");
    }
}
