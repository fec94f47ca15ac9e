using System.Text.Json;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Tests.Eligibility.Tell;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Eligibility;

public sealed class WritingQuestions
{
    [Fact]
    public void knows_every_question_there_is() =>
        Assert.Equal(
            typeof(Question).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Question)) && !type.IsAbstract).OrderBy(type => type.Name),
            QuestionCatalogue.Types.Values.OrderBy(type => type.Name));

    [Fact]
    public void reads_back_what_was_written()
    {
        foreach (var question in AskingEachQuestion.Questions)
        {
            var criterion = new Criterion("LAB-1", "3.2", question, new(ReferenceKind.BeforeEvent, 14), Severity.Advisory, Stage.Award, Confidence.Assumed, ["1.a", "2"]);
            var written = Written(criterion);

            Assert.Equal(written, Written(Read(written)));
            Assert.Equal(question.GetType(), Read(written).Question.GetType());
        }
    }

    [Fact]
    public void takes_the_deadline_as_a_matter_of_course() =>
        Assert.Equal(
            Written(Asked(new Domain.Eligibility.Questions.HasMembers(15))),
            Written(Read("""{"id":"C-1","clause":"3.1","type":"members/1","parameters":{"minimum":15}}""")));

    [Fact]
    public void keeps_a_fixed_date_to_the_minute()
    {
        var asked = Asked(new Domain.Eligibility.Questions.HasPic(), new(ReferenceKind.Date, Local: Local("2017-04-30 12:00")));
        Assert.Equal(asked.ReferenceDate, Read(Written(asked)).ReferenceDate);
    }

    [Theory]
    [InlineData("""{"id":"C","clause":"1","type":"members/2","parameters":{"minimum":15}}""")]
    [InlineData("""{"id":"C","clause":"1","type":"members/1","parameters":{"minimum":15,"maximum":20}}""")]
    [InlineData("""{"id":"C","clause":"1","type":"members/1","parameters":{"minimum":"many"}}""")]
    [InlineData("""{"id":"C","clause":"1","type":"members/1","parameters":[15]}""")]
    [InlineData("""{"id":"C","clause":"1","type":"members/1","parameters":{}}""")]
    [InlineData("""{"id":"C","clause":"1","type":"members/1"}""")]
    [InlineData("""{"id":"C","clause":"1","type":"members/1","parameters":{"minimum":15},"weight":2}""")]
    [InlineData("""{"id":"C","clause":"1","type":"members/1","parameters":{"minimum":15},"severity":"heavy"}""")]
    [InlineData("""{"id":"C","clause":"1","type":"members/1","parameters":{"minimum":15},"stage":2}""")]
    [InlineData("""{"id":"C","clause":"1","type":"label/1","parameters":{"minimum":"platinum"}}""")]
    [InlineData("""{"id":"C","clause":"1","type":"established-in/1"}""")]
    [InlineData("""{"id":"C","clause":"1","type":"established-in/1","parameters":{"set":"participating","also":[{"land":"CH"}]}}""")]
    [InlineData("""{"id":"C","clause":"1","type":"all/1","parameters":{"parts":[{"type":"pic/1","when":"now"}]}}""")]
    [InlineData("""{"id":"C","clause":"1","type":"all/1","parameters":{"parts":[{"type":"nothing/1"}]}}""")]
    [InlineData("""{"id":"C","clause":"1","type":"all/1","parameters":{"parts":["pic/1"]}}""")]
    [InlineData("""{"id":"C","clause":"1","type":"at-least/1","parameters":{"parts":[{"type":"pic/1"}]}}""")]
    [InlineData("""{"id":"C","clause":"1","parameters":{}}""")]
    [InlineData("""{"id":"C","clause":1,"type":"pic/1"}""")]
    [InlineData("""{"clause":"1","type":"pic/1"}""")]
    [InlineData("""[]""")]
    public void refuses_what_it_does_not_know(string json) => Assert.Throws<JsonException>(() => Read(json));

    private static string Written(Criterion criterion) => JsonSerializer.Serialize(criterion, FactJson.Options);

    private static Criterion Read(string json) => JsonSerializer.Deserialize<Criterion>(json, FactJson.Options)!;
}
