using System.Net;
using System.Text.Json.Nodes;
using EligibilityService.Host.Tests.Browser;

namespace EligibilityService.Host.Tests.Api;

/// <summary>What is wrong with a call's text is said, with its place and what would be right; and no call is there afterwards.</summary>
public sealed class RefusingBadCalls(TestSite site)
{
    [Theory]
    [InlineData("""{"deadline":{"local":"2017-03-26T02:30"}}""", "invalid", "deadline", "deadline-does-not-exist")]
    [InlineData("""{"deadline":{"local":"2016-10-30T02:30"}}""", "invalid", "deadline", "deadline-exists-twice")]
    [InlineData("""{"deadline":{"local":"2017-05-23T17:00","abbreviation":"CET"}}""", "invalid", "deadline", "deadline-abbreviation-does-not-fit")]
    [InlineData("""{"deadline":{"local":"2017-05-23T17:00","abbreviation":"EST"}}""", "invalid", "deadline", "deadline-abbreviation-unknown")]
    [InlineData("""{"deadline":{"local":"23.5.2017"}}""", "json-not-understood", "terms.deadline")]
    [InlineData("""{"deadline":{"local":"2017-05-23T17:00"},"publishedOn":"2017-06-01"}""", "invalid", "deadline")]
    [InlineData("""{"eventFrom":"2017-05-23","eventUntil":"2017-05-22"}""", "invalid", "eventUntil")]
    [InlineData("""{"budget":{"amount":"-1.00","currency":"EUR"}}""", "invalid", "budget")]
    [InlineData("""{"budget":{"amount":"0.001","currency":"EUR"}}""", "invalid", "budget")]
    [InlineData("""{"budget":1}""", "json-not-understood", "terms.budget")]
    [InlineData("""{"budget":{"amount":1,"currency":"EUR"}}""", "json-not-understood", "terms.budget")]
    [InlineData("""{"budget":{"amount":"1,50","currency":"EUR"}}""", "json-not-understood", "terms.budget")]
    [InlineData("""{"budget":{"amount":"1.50","currency":"USD"}}""", "json-not-understood", "terms.budget")]
    [InlineData("""{"budget":{"amount":"1.50"}}""", "json-not-understood", "terms.budget")]
    [InlineData("""{"strands":[{"id":"1","title":{"en":"a","de":"b"},"maximumGrant":{"amount":"-5.00","currency":"EUR"}}]}""", "invalid", "strands[0]")]
    [InlineData("""{"strands":[{"id":"1","title":{"en":"a","de":"b"},"rate":75}]}""", "invalid", "strands[0]")]
    [InlineData("""{"strands":[{"title":{"en":"a","de":"b"}}]}""", "json-not-understood", "terms.strands[0].id")]
    [InlineData("""{"strands":[null]}""", "json-not-understood", "strands")]
    [InlineData("""{"reference":"no spaces, please"}""", "invalid", "reference")]
    [InlineData("""{"title":null}""", "json-not-understood", "terms.title")]
    [InlineData("""{"title":{"fr":"appel"}}""", "json-not-understood", "terms.title")]
    [InlineData("""{"kind":"ESCP!"}""", "invalid", "kind")]
    [InlineData("""{"criteria":[{"id":"A","clause":"6","type":"horoscope/1","parameters":{},"referenceDate":{"kind":"deadline"}}]}""", "json-not-understood", "terms.criteria[0]")]
    [InlineData("""{"criteria":[{"id":"A","clause":"6","type":"members/1","parameters":{"minimum":0},"referenceDate":{"kind":"deadline"}}]}""", "invalid", "criteria[0]")]
    [InlineData("""{"criteria":[{"id":"A","clause":"6","type":"members/1","parameters":{"least":3},"referenceDate":{"kind":"deadline"}}]}""", "json-not-understood", "terms.criteria[0]")]
    [InlineData("""{"criteria":[{"id":"A","clause":"99","type":"members/1","parameters":{"minimum":3},"referenceDate":{"kind":"deadline"}}]}""", "invalid", "criteria[0]")]
    [InlineData("""{"criteria":[{"id":"A","clause":"6","type":"members/1","parameters":{"minimum":3},"referenceDate":{"kind":"deadline"},"strands":["9"]}]}""", "invalid", "criteria[0]")]
    [InlineData("""{"criteria":[{"id":"A","clause":"6","type":"pic/1"},{"id":"A","clause":"6","type":"legal-person/1"}]}""", "invalid", "criteria[1]")]
    [InlineData("""{"criteria":[{"id":"A","clause":"6","type":"pic/1","referenceDate":{"kind":"beforePublication"}}]}""", "invalid", "criteria[0]")]
    [InlineData("""{"mystery":1}""", "json-not-understood", "terms.mystery")]
    public async Task of_a_call(string entries, string code, string field, string? fault = null)
    {
        var answer = await Refused(entries, code, field);
        if (fault is not null) Assert.Contains(answer.Body.Each("errors"), error => error.Said("code") == fault);
    }

    /// <summary>The criterion by its id, the parameter by its place, and what would be right.</summary>
    [Theory]
    [InlineData("""works-in/1""", """{"entry":"sectors","anyOf":["ECO99"]}""", "anyOf")]
    [InlineData("""works-in/1""", """{"entry":"emergingIndustries","anyOf":["EI01","EI99"]}""", "anyOf")]
    [InlineData("""works-in/1""", """{"entry":"technologies","anyOf":["steam"]}""", "anyOf")]
    [InlineData("""works-in/1""", """{"entry":"targetCountries","anyOf":["QQ"]}""", "anyOf")]
    [InlineData("""works-in/1""", """{"entry":"colours","anyOf":["red"]}""", "entry")]
    [InlineData("""works-in/1""", """{"entry":"sectors","anyOf":[]}""", "anyOf")]
    [InlineData("""established-in/1""", """{"set":"participating","also":[{"country":"ZZ"}]}""", "also")]
    [InlineData("""established-in/1""", """{"set":"participating","except":[{"country":"GR"}]}""", "except")]
    [InlineData("""established-in/1""", """{"set":"participating","also":[{"country":"CH","from":"2017-01-01","until":"2016-01-01"}]}""", "also")]
    [InlineData("""established-in/1""", """{"set":"participating","also":[{"country":"CH"}],"except":[{"country":"CH","from":"2017-01-01"}]}""", "except")]
    [InlineData("""countries/1""", """{"minimum":3,"from":{"set":"participating","also":[{"country":"ZZ"}]}}""", "from.also")]
    [InlineData("""countries/1""", """{"minimum":3,"euMinimum":4}""", "euMinimum")]
    [InlineData("""countries/1""", """{"minimum":-3}""", "minimum")]
    [InlineData("""partners/1""", """{"minimum":0}""", "minimum")]
    [InlineData("""region-category/1""", """{"categories":["rich"]}""", "categories")]
    [InlineData("""region-category/1""", """{"categories":["transition"],"also":["DE99"]}""", "also")]
    [InlineData("""duration-within/1""", """{"minimumMonths":24,"maximumMonths":12}""", "maximumMonths")]
    [InlineData("""target-countries/1""", """{"minimum":5,"maximum":2}""", "maximum")]
    [InlineData("""grant-within/1""", """{"maximum":{"amount":"-1.00","currency":"EUR"}}""", "maximum")]
    [InlineData("""rate-within/1""", """{"maximum":75}""", "maximum")]
    [InlineData("""says-yes/1""", """{"entry":"name"}""", "entry")]
    [InlineData("""profile-complete/1""", """{"entries":["name","shoe size"]}""", "entries")]
    [InlineData("""at-least/1""", """{"number":3,"parts":[{"type":"members/1","parameters":{"minimum":1}}]}""", "number")]
    [InlineData("""any/1""", """{"parts":[{"type":"members/1","parameters":{"minimum":1}},{"type":"works-in/1","parameters":{"entry":"sectors","anyOf":["ECO99"]}}]}""", "parts[1].anyOf")]
    [InlineData("""not/1""", """{"part":{"type":"members/1","parameters":{"minimum":0}},"asked":{"en":"a","de":"b"},"whatToDo":{"en":"a","de":"b"}}""", "part.minimum")]
    [InlineData("""partners-who/1""", """{"part":{"type":"partners/1","parameters":{"minimum":2}}}""", "part")]
    public async Task of_a_criterion(string type, string parameters, string parameter)
    {
        var answer = await Refused($$"""{"criteria":[{"id":"CRIT-1","clause":"6","type":"{{type}}","parameters":{{parameters}}}]}""", "invalid", "criteria[0]");
        Assert.Contains(answer.Body.Each("errors"), error => error.Said("message")!.StartsWith($"Criterion CRIT-1, {parameter}: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("grant-within/1", """{"maximum":200000}""", "maximum: An amount is an object")]
    [InlineData("label/1", """{"minimum":"platinum"}""", "minimum: Use one of: bronze, silver, gold.")]
    [InlineData("members/1", """{"minimum":"many"}""", "minimum: This is not a whole number.")]
    [InlineData("established-in/1", """{"set":"participating","also":[{"country":"CH","from":"spring"}]}""", "also[0].from: This is not a day")]
    public async Task of_a_criterion_that_cannot_be_read(string type, string parameters, string said)
    {
        var answer = await Refused($$"""{"criteria":[{"id":"CRIT-1","clause":"6","type":"{{type}}","parameters":{{parameters}}}]}""", "json-not-understood", "terms.criteria[0]");
        Assert.StartsWith($"Criterion CRIT-1, {said}", answer.Body.Said("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"date"}""")]
    [InlineData("""{"kind":"date","local":"2017-03-26T02:30:00"}""")]
    [InlineData("""{"kind":"beforeEvent","days":-7}""")]
    [InlineData("""{"kind":"deadline","days":7}""")]
    public async Task of_a_date_at_which_a_criterion_must_hold(string date)
    {
        var answer = await Refused($$"""{"criteria":[{"id":"CRIT-1","clause":"6","type":"pic/1","referenceDate":{{date}}}]}""", "invalid", "criteria[0]");
        Assert.Contains(answer.Body.Each("errors"), error => error.Said("message")!.StartsWith("Criterion CRIT-1, referenceDate: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task of_more_criteria_than_a_standing_has_bits() =>
        await Refused($$"""{"criteria":[{{string.Join(',', Enumerable.Range(0, 61).Select(number => $$"""{"id":"A-{{number}}","clause":"6","type":"pic/1"}"""))}}]}""", "invalid", "criteria");

    private async Task<Answer> Refused(string entries, string code, string field)
    {
        var officer = (await site.Service).Client("officer");
        var id = Guid.CreateVersion7();
        var terms = JsonNode.Parse("""{"title":{"en":"A call","de":"Eine Ausschreibung"},"kind":"escp","clauses":[{"number":"6","title":{"en":"Who","de":"Wer"}}]}""")!.AsObject();
        terms["reference"] = $"BAD-{id:N}";
        foreach (var (name, value) in JsonNode.Parse(entries)!.AsObject()) terms[name] = value?.DeepClone();

        var answer = (await officer.Post("/api/calls", new JsonObject { ["id"] = id.ToString(), ["terms"] = terms }.ToJsonString())).IsProblem(HttpStatusCode.BadRequest, code, field);
        Assert.DoesNotContain("EligibilityService.", answer.Text, StringComparison.Ordinal);
        (await officer.Get($"/api/calls/{id}")).IsProblem(HttpStatusCode.NotFound, "not-found");
        return answer;
    }
}
