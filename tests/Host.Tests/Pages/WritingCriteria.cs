using System.Text.Json;
using EligibilityService.Application.Calls;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Time;
using EligibilityService.Host.Pages;
using EligibilityService.Host.Pages.Desk.Drafting;
using EligibilityService.Host.Tests.Data;

namespace EligibilityService.Host.Tests.Pages;

/// <summary>What becomes of a criterion's form when it is read: whichever question of the catalogue it asks.</summary>
public sealed class WritingCriteria
{
    private static readonly CallTerms Terms = new()
    {
        Reference = "TEST", Title = new("Test", "Test"), Kind = "staff-exchange", Clauses = [new("6", new("Who", "Wer"))], Deadline = Deadline.Typed(new(2024, 4, 10, 23, 59, 0), null).Deadline,
        Travel = new() { CutOffs = [new(Deadline.Typed(new(2024, 4, 10, 23, 59, 0), null).Deadline!)] },
    };

    public static TheoryData<string> Types => [.. CriteriaCatalogue.Questions.Select(question => question.Type)];

    [Theory, MemberData(nameof(Types))]
    public void every_question_of_the_catalogue_can_be_asked(string type)
    {
        var form = Filled(type);
        var (criterion, problems) = TypedCriterion.Of(form)!.Read();

        Assert.Empty(problems);
        Assert.Equal(type, QuestionCatalogue.TypeOf(criterion!.Question));
        Assert.Empty(Faults(criterion));
        Assert.Equal(Written(criterion), Written(TypedCriterion.Of(criterion).Read().Criterion!));
    }

    [Fact]
    public void every_criterion_of_the_programmes_calls_comes_out_of_its_form_as_it_went_in() =>
        Assert.All(CallFiles.All.SelectMany(file => file.EveryText).SelectMany(terms => terms.Criteria), criterion =>
            Assert.Equal(Written(criterion), Written(TypedCriterion.Of(criterion).Read().Criterion!).Replace(".00", "", StringComparison.Ordinal)));

    [Theory, MemberData(nameof(Types))]
    public void every_question_and_entry_has_words_in_both_languages(string type)
    {
        var question = CriteriaCatalogue.Find(type)!;
        Assert.All(question.Parameters.SelectMany(parameter => (IEnumerable<CatalogueParameter>)[parameter, .. parameter.Within ?? []]), parameter =>
        {
            Assert.True(parameter.Label.En != parameter.Name && parameter.Label.De != parameter.Name, parameter.Name);
            Assert.All(parameter.Words ?? [], word => Assert.False(string.IsNullOrWhiteSpace(word.Means.En) || string.IsNullOrWhiteSpace(word.Means.De), word.Word));
        });
        Assert.NotEqual(question.Asks.En, question.Asks.De);
    }

    [Theory, MemberData(nameof(Types))]
    public void a_number_beyond_its_bounds_is_told_beside_its_entry(string type)
    {
        foreach (var parameter in CriteriaCatalogue.Find(type)!.Parameters.Where(parameter => parameter.Kind is ParameterKind.Number or ParameterKind.Amount))
        {
            Assert.NotNull(parameter.Most);
            foreach (var beyond in (decimal?[])[parameter.Least - 1, parameter.Most + 1])
            {
                var (criterion, problems) = TypedCriterion.Of(Filled(type, (parameter.Name, $"{beyond:0}")))!.Read();
                Assert.Empty(problems);
                Assert.Contains(parameter.Name, Faults(criterion!));
            }
        }
    }

    [Fact]
    public void what_cannot_be_read_is_told_beside_its_field_and_kept()
    {
        var typed = TypedCriterion.Of(Form(
            ("Question.type", "any/1"), ("Question.parts[0].type", "members/1"), ("Question.parts[0].minimum", "viele"),
            ("Question.parts[1].type", "established-in/1"), ("Question.parts[1].also[0].country", "ME"), ("Question.parts[1].also[0].from", "spring"), ("Counts", "beforeEvent"), ("Days", "bald")))!;
        var (criterion, problems) = typed.Read();

        Assert.Null(criterion);
        Assert.Equal(["Id", "Clause", "Question.parts[0].minimum", "Question.parts[1].set", "Question.parts[1].also[0].from", "Days"], problems.Select(problem => problem.Field));
        Assert.Equal("viele", typed.Question.In("parts")[0]["minimum"]);
    }

    [Fact]
    public void a_question_is_put_into_another_and_parts_are_added_moved_and_taken_out()
    {
        var root = new TypedQuestion("members/1") { Entries = { ["minimum"] = ["15"] } };
        root = root.Edit("wrap Question", "any/1").Edit("add Question.parts", "not/1").Edit("add Question.parts[1].part", "pic/1").Edit("add Question.parts[1].part", "staff/1");
        Assert.Equal("any/1(members/1 not/1(pic/1))", Told(root));

        root = root.Edit("wrap Question.parts[1].part", "all/1").Edit("add Question.parts[1].part.parts", "label/1").Edit("up Question.parts[1].part.parts[1]", null);
        Assert.Equal("any/1(members/1 not/1(all/1(label/1 pic/1)))", Told(root));

        root = root.Edit("up Question.parts[1]", null).Edit("remove Question.parts[0].part.parts[0]", null).Edit("down Question.parts[1]", null);
        Assert.Equal("any/1(not/1(all/1(pic/1)) members/1)", Told(root));
        Assert.Equal("15", root.In("parts")[1]["minimum"]);
    }

    [Theory]
    [InlineData("add Question.parts", "horoscope/1")]
    [InlineData("remove Question.parts[7]", null)]
    [InlineData("up Question.parts[0].parts[0]", null)]
    [InlineData("wrap Question", "pic/1")]
    [InlineData("wrap Question.parts[0]", "")]
    [InlineData("remove Question", null)]
    [InlineData("nonsense", null)]
    public void a_button_that_means_nothing_changes_nothing(string pressed, string? chosen)
    {
        var root = new TypedQuestion("any/1");
        root.In("parts").Add(new("pic/1"));
        Assert.Equal("any/1(pic/1)", Told(root.Edit(pressed, chosen)));
    }

    [Theory]
    [InlineData("180 000,50", 2, "180000.50")]
    [InlineData("EUR 700", 2, "700")]
    [InlineData("0,75", 6, "0.75")]
    [InlineData("180.000", 2, null)]
    [InlineData("1,5", 0, null)]
    [InlineData("viele", 0, null)]
    [InlineData("-3", 0, "-3")]
    public void a_figure_is_read_as_it_is_typed_in_either_language(string typed, int decimals, string? figure) =>
        Assert.Equal(figure is null ? null : decimal.Parse(figure, System.Globalization.CultureInfo.InvariantCulture), TypedFigure.Read(typed, decimals));

    [Fact]
    public void a_form_nested_without_end_is_cut_off()
    {
        var place = "Question";
        var fields = new List<(string, string)>();
        for (var level = 0; level < 40; level++, place += ".part") fields.Add(($"{place}.type", "coordinator/1"));

        Assert.InRange(Told(TypedQuestion.Of(Form([.. fields]), "Question")!).Length, 1, 200);
    }

    private static string Told(TypedQuestion question) => question.Form.HoldsQuestions()
        ? $"{question.Type}({string.Join(' ', question.Form.Parameters.SelectMany(parameter => question.In(parameter.Name)).Select(Told))})"
        : question.Type;

    /// <summary>Where the shape finds fault with the criterion.</summary>
    private static string[] Faults(Criterion criterion) =>
        [.. new TermsShape().Validate(Terms with { Criteria = [criterion] }).Errors.Select(error => error.CustomState is WithinCriterion fault ? fault.Path : error.ErrorMessage)];

    private static string Written(Criterion criterion) => JsonSerializer.Serialize(criterion, FactJson.Options);

    private static Func<string, string[]> Form(params (string Field, string Typed)[] fields) => field => [.. fields.Where(one => one.Field == field).Select(one => one.Typed)];

    /// <summary>A form in which every entry of the question is filled with something possible, and some otherwise.</summary>
    private static Func<string, string[]> Filled(string type, params (string Parameter, string Typed)[] otherwise)
    {
        var question = CriteriaCatalogue.Find(type)!;
        var fields = new List<(string, string)> { ("Id", "X-1"), ("Clause", "6"), ("Counts", "deadline"), ("Severity", "mandatory"), ("Stage", "application"), ("Decides", "participation"), ("Confidence", "found"), ("Question.type", type) };
        var countries = new Queue<string>(["CH", "UK", "ME", "NO", "IS", "AL", "RS", "TR"]);
        foreach (var parameter in question.Parameters) Fill(parameter, $"Question.{parameter.Name}");
        foreach (var (parameter, typed) in otherwise)
        {
            fields.RemoveAll(field => field.Item1 == $"Question.{parameter}");
            fields.Add(($"Question.{parameter}", typed));
        }

        return Form([.. fields]);

        void Fill(CatalogueParameter parameter, string at)
        {
            switch (parameter.Kind)
            {
                case ParameterKind.Number: fields.Add((at, parameter.Decimals is null ? $"{parameter.Least:0}" : "0,5")); break;
                case ParameterKind.Amount: fields.Add((at, "700,50")); break;
                case ParameterKind.Day: fields.Add((at, "2024-01-31")); break;
                case ParameterKind.YesNo: fields.Add((at, CatalogueForm.Yes)); break;
                case ParameterKind.Wording: fields.Add(($"{at}.en", "Is it so?")); fields.Add(($"{at}.de", "Ist es so?")); break;
                case ParameterKind.Word or ParameterKind.Words: fields.Add((at, parameter.Words is [var word, ..] ? word.Word : countries.Dequeue())); break;
                case ParameterKind.Question: fields.Add(($"{at}.type", "pic/1")); break;
                case ParameterKind.Questions: fields.Add(($"{at}[0].type", "pic/1")); break;
                case ParameterKind.Group: foreach (var entry in parameter.Within!) Fill(entry, $"{at}.{entry.Name}"); break;
                case ParameterKind.Rows: foreach (var entry in parameter.Within!) Fill(entry, $"{at}[0].{entry.Name}"); break;
            }
        }
    }
}
