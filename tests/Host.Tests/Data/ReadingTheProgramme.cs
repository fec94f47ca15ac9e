using System.Globalization;
using System.Text.Json;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Host.Tests.Data;

public sealed class ReadingTheProgramme
{
    [Fact]
    public void Fourteen_calls_are_there_each_with_an_id_of_its_own_and_found_by_one_spelling_only()
    {
        Assert.Equal(14, CallFiles.All.Count);
        Assert.Equal(14, CallFiles.All.Select(file => file.Id).Distinct().Count());

        var spellings = CallFiles.All.SelectMany(file => file.Spellings).Select(spelling => spelling.ToUpperInvariant()).ToList();
        Assert.Equal(spellings.Count, spellings.Distinct().Count());
    }

    [Fact]
    public void Terms_say_the_same_after_writing_and_reading() => Assert.All(CallFiles.All.SelectMany(file => file.EveryText), terms =>
        Assert.True(terms.SaysTheSameAs(JsonSerializer.Deserialize<CallTerms>(JsonSerializer.Serialize(terms, FactJson.Options), FactJson.Options)!), terms.Reference));

    [Theory]
    [InlineData("COS-WP2014-3-04", "2014-10-29T16:00:00Z", false)]
    [InlineData("COS-CLUSTER-2014-3-03", "2015-03-31T15:00:00Z", true)]
    [InlineData("COS-CLUSINT-2016-03-01", "2017-05-23T15:00:00Z", false)]
    [InlineData("COS-CLUSINT-2017-03-6", "2017-12-13T16:00:00Z", false)]
    [InlineData("COS-CLUSTPARTN-2017-3-02", "2018-03-08T16:00:00Z", false)]
    [InlineData("COS-CLUSTER-2018-03-02", "2019-04-04T15:00:00Z", true)]
    [InlineData("COS-CLUSINT-2019-3-01", "2019-10-30T16:00:00Z", false)]
    [InlineData("COS-CLUSINT-2020-3-01", "2020-12-02T16:00:00Z", false)]
    [InlineData("COS-CLUSTER-2020-3-03", "2021-02-02T16:00:00Z", false)]
    [InlineData("ECCP-MATCH-IRAN-2016", "2016-10-25T21:59:00Z", true)]
    [InlineData("ECCP-MATCH-BRAZIL-2016", "2016-11-08T22:59:00Z", true)]
    public void Deadlines_are_the_instants_that_Brussels_time_means(string reference, string instant, bool assumed) =>
        Assert.All(CallFiles.Of(reference).AllTerms, terms =>
        {
            Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), terms.Deadline!.Instant);
            Assert.Equal((assumed, null), (terms.Deadline.Assumed, terms.Deadline.OtherReading));
        });

    [Theory]
    [InlineData("COS-CLUSTER-2015-3-02")]
    [InlineData("COS-CLUSTER-EXCELLENCE-2017")]
    [InlineData("ECCP-MISSION-USA-2017")]
    public void A_deadline_that_was_not_found_is_not_there(string reference) => Assert.Null(CallFiles.Of(reference).Terms.Deadline);

    [Fact]
    public void Criteria_name_clauses_and_strands_that_exist_and_have_ids_of_their_own() => Assert.All(CallFiles.All.SelectMany(file => file.EveryText), terms =>
    {
        var clauses = terms.Clauses.Select(clause => clause.Number).ToList();
        var strands = terms.Strands.Select(strand => strand.Id).ToList();

        Assert.Equal(terms.Criteria.Length, terms.Criteria.Select(criterion => criterion.Id).Distinct().Count());
        Assert.All(terms.Criteria, criterion => Assert.Contains(criterion.Clause, clauses));
        Assert.All(terms.Criteria.SelectMany(criterion => criterion.Strands ?? []), strand => Assert.Contains(strand, strands));
        Assert.Equal(clauses.Distinct().OrderBy(number => decimal.Parse(number, CultureInfo.InvariantCulture)), clauses);
        Assert.True(terms.Criteria.Length <= 64, "The standings keep one bit a criterion.");
    });

    /// <summary>Without a moment to judge at, nothing would be judged at all, and every organisation would seem to fulfil the call.</summary>
    [Fact]
    public void Each_call_known_at_the_organisation_stage_has_a_moment_at_which_it_is_judged() => Assert.All(CallFiles.All.SelectMany(file => file.EveryText), terms =>
        Assert.True(
            terms.NotFullyKnown.Contains(Stage.Organisation) || terms.Criteria.Where(criterion => criterion.Stage is Stage.Organisation).All(criterion => criterion.ReferenceDate.Kind switch
            {
                ReferenceKind.Deadline => terms.Deadline is not null,
                ReferenceKind.BeforeEvent => terms.EventFrom is not null,
                ReferenceKind.Date => criterion.ReferenceDate.Local is not null,
                _ => false,
            }), terms.Reference));

    [Theory]
    [InlineData("COS-CLUSTER-2014-3-03", new[] { Stage.Application, Stage.Award })]
    [InlineData("COS-WP2014-3-04", new[] { Stage.Consortium, Stage.Application, Stage.Award })]
    [InlineData("COS-CLUSTER-2015-3-02", new[] { Stage.Organisation, Stage.Consortium, Stage.Application, Stage.Award })]
    [InlineData("COS-CLUSINT-2019-3-01", new[] { Stage.Consortium, Stage.Application, Stage.Award })]
    [InlineData("COS-CLUSTER-EXCELLENCE-2017", new[] { Stage.Consortium, Stage.Application, Stage.Award })]
    [InlineData("ECCP-MATCH-IRAN-2016", new[] { Stage.Application, Stage.Award })]
    [InlineData("ECCP-MATCH-BRAZIL-2016", new[] { Stage.Application, Stage.Award })]
    public void Partial_terms_name_the_stages_that_are_not_fully_known(string reference, Stage[] stages) =>
        Assert.Equal(stages, CallFiles.Of(reference).Terms.NotFullyKnown);

    [Fact]
    public void The_other_seven_calls_are_complete() =>
        Assert.Equal(7, CallFiles.All.Count(file => file.AllTerms.All(terms => terms.Completeness is Completeness.Complete)));

    /// <summary>The article of autumn 2016 knows neither money nor a deadline, and no consortium.</summary>
    [Fact]
    public void What_was_announced_of_the_call_of_2016_is_less_than_what_was_published()
    {
        var file = CallFiles.Of("COS-CLUSINT-2016-03-01");
        var announced = Assert.Single(file.Plays, play => play.Step == "announce").Terms!;

        Assert.Equal((null, null, null, 0), (announced.Deadline, announced.Budget, announced.PublishedOn, announced.Strands.Length));
        Assert.Equal([Stage.Consortium, Stage.Application, Stage.Award], announced.NotFullyKnown);
        Assert.All(announced.Criteria, criterion => Assert.Equal((Stage.Organisation, Confidence.Assumed), (criterion.Stage, criterion.Confidence)));
        Assert.NotNull(announced.ExpectedPeriod);
        Assert.Empty(announced.Names.Except(file.Terms.Names));
    }

    [Theory]
    [InlineData("COS-CLUSTER-2014-3-03", 3_750_000)]
    [InlineData("COS-CLUSINT-2020-3-01", 7_500_000)]
    public void Strands_add_up_to_the_budget(string reference, int budget)
    {
        var terms = CallFiles.Of(reference).Terms;

        Assert.Equal(budget, terms.Budget);
        Assert.Equal(budget, terms.Strands.Sum(strand => strand.Budget));
    }

    [Theory]
    [InlineData("COS-CLUSINT-2016-03-01", 5_790_000)]
    [InlineData("COS-CLUSINT-2017-03-6", 800_000)]
    [InlineData("COS-CLUSTPARTN-2017-3-02", 2_800_000)]
    [InlineData("COS-CLUSINT-2020-3-01", 7_500_000)]
    [InlineData("COS-CLUSTER-2020-3-03", 6_000_000)]
    public void Projects_foreseen_at_the_maximum_grant_use_up_the_budget(string reference, int budget)
    {
        var terms = CallFiles.Of(reference).Terms;

        Assert.Equal(budget, terms.Budget);
        Assert.Equal(budget, terms.Strands.Sum(strand => strand.MaximumGrant * strand.ProjectsForeseen));
    }

    [Theory]
    [InlineData("COS-CLUSTER-2018-03-02", "twelve projects are foreseen, although", 12, 360_000)]
    [InlineData("COS-CLUSINT-2020-3-01", "one says 450,000", 12, 550_000)]
    public void Where_sources_conflict_a_figure_stands_with_a_note(string reference, string note, int projects, int maximum)
    {
        var file = CallFiles.Of(reference);

        Assert.Equal((projects, maximum), (file.Terms.Strands[0].ProjectsForeseen, file.Terms.Strands[0].MaximumGrant));
        Assert.Contains(file.SourceNotes, told => told.Contains(note, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Criteria_of_money_and_time_say_what_their_strands_say() => Assert.All(CallFiles.All.SelectMany(file => file.AllTerms), terms =>
    {
        foreach (var strand in terms.Strands)
        {
            var questions = terms.Criteria.Where(criterion => criterion.Concerns(strand.Id)).Select(criterion => criterion.Question).ToList();

            Assert.Equal(strand.MaximumGrant, questions.OfType<GrantWithin>().SingleOrDefault()?.Maximum);
            if (strand.Rate is { } rate) Assert.Equal(rate, questions.OfType<RateWithin>().Single().Maximum);
            if (strand.MinimumMonths is { } months) Assert.Equal(new DurationWithin(months, strand.MaximumMonths!.Value), questions.OfType<DurationWithin>().Single());
        }
    });

    [Fact]
    public void The_corrigendum_of_2019_shows_the_old_text_beside_the_new()
    {
        var file = CallFiles.Of("COS-CLUSTER-2018-03-02");
        var play = Assert.Single(file.Plays, play => play.Corrigendum is not null);
        var change = Assert.Single(play.Corrigendum!.Changes);

        Assert.Equal((new DateTime(2019, 1, 31, 10, 0, 0), new DateOnly(2019, 1, 31)), (play.On, play.Corrigendum.PublishedOn));
        Assert.Contains("About 1000 exchanges", change.OldText, StringComparison.Ordinal);
        Assert.Contains("About 500 exchanges", change.NewText, StringComparison.Ordinal);
        Assert.Equal(change.OldText, file.Terms.Clauses.Single(clause => clause.Number == change.OldNumber).Text);
        Assert.Equal(change.NewText, play.Terms!.Clauses.Single(clause => clause.Number == change.NewNumber).Text);
    }

    [Fact]
    public void Each_step_comes_after_the_one_before_and_is_one_that_the_call_accepts() => Assert.All(CallFiles.All, file =>
    {
        Guid officer = new("00000000-0000-0000-0000-00000000000a"), second = new("00000000-0000-0000-0000-00000000000b");
        var instants = file.Plays.Select(play => Assert.Single(BrusselsTime.Readings(play.On))).ToList();
        Assert.Equal(instants.Distinct().Order(), instants);

        var call = Call.Initial;
        foreach (var (play, at) in file.Plays.Zip(instants))
        {
            if (play.Step is "announce" or "publish") call = After(call, call.Draft(play.Terms ?? file.Terms, officer));
            call = After(call, call.Close(at));
            call = Step(call, play, officer, at);
            if (play.Step is not ("results" or "corrigendum")) call = Step(call, play, second, at);
            if (play.Corrigendum is not null) call = After(call, call.ConfirmCorrigendum(1, second, at, KnownProgramme.At(at)));
        }

        Assert.Null(call.Pending);
        if (file.Plays.FirstOrDefault(play => play.Step == "publish") is { } published) Assert.Equal(DateOnly.FromDateTime(published.On), file.Terms.PublishedOn);
        if (file.Terms.EventFrom is { } eventFrom && file.Terms.Deadline is { } deadline) Assert.True(deadline.Instant < BrusselsTime.StartOfDay(eventFrom));
    });

    [Fact]
    public void Countries_categories_and_profile_entries_that_are_named_exist()
    {
        var countries = ProgrammeTables.Read("countries").Select(country => country.Text("code")).ToHashSet();
        var categories = ProgrammeTables.Read("regions").Select(region => region.Text("category")).ToHashSet();

        Assert.All(CallFiles.All.SelectMany(file => file.EveryText).SelectMany(terms => terms.Criteria).Concat(Rules.SelectMany(set => set.Rules)).SelectMany(criterion => Parts(criterion.Question)), question =>
        {
            var (named, known) = question switch
            {
                EstablishedIn place => (place.Also.Concat(place.Except).Select(period => period.Country), countries),
                WorksIn { Entry: "targetCountries" } field => (field.AnyOf, countries),
                RegionOfCategory region => (region.Categories, categories),
                ProfileComplete profile => (profile.Entries, [.. ProfileEntries.Known]),
                RegisteredWithCompleteProfile profile => (profile.Entries, [.. ProfileEntries.Known]),
                SaysYes yes => ([yes.Entry], [.. ProfileEntries.Known]),
                _ => (Array.Empty<string>(), countries),
            };
            Assert.All(named, name => Assert.Contains(name, known));
        });
    }

    [Fact]
    public void Countries_with_an_agreement_join_in_order_and_never_before_it_was_signed()
    {
        var countries = ProgrammeTables.Read("countries").ToDictionary(country => country.Text("code")!);
        var plays = CallFiles.Read<CountryJoins[]>(Path.Combine(CallFiles.Folder, "plays.json"));

        Assert.Equal(plays.Select(play => play.On).Order(), plays.Select(play => play.On));
        Assert.All(plays, play => Assert.Equal("association", play.Event));
        Assert.Equal(
            countries.Where(country => country.Value.Text("cosmeFrom") is not null && (country.Value.Text("euMemberFrom") is null || country.Value.Text("euMemberUntil") is not null)).Select(country => country.Key).Order(),
            plays.Select(play => play.Country).Order());
        Assert.All(plays, play =>
        {
            var day = play.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var country = countries[play.Country];
            Assert.True(string.CompareOrdinal(country.Text("agreementSigned") ?? "", day) <= 0, play.Country);
            if (country.Text("agreementInForce") is { Length: 10 } inForce) Assert.Equal(inForce, day);
        });
    }

    [Fact]
    public void Profile_rules_of_today_follow_those_that_asked_for_evidence_only()
    {
        Assert.Equal([new DateOnly(2014, 1, 1), new DateOnly(2021, 6, 1)], Rules.Select(set => set.ValidFrom));

        var today = Rules[1].Rules.Select(rule => rule.Question).ToList();
        Assert.Contains(new HasStaff(0.5m), today);
        Assert.Contains(new SaysYes("websiteInEnglish"), today);
        Assert.Contains(today.OfType<Any>(), any => any.Parts.Contains(new HasMembers(15)));
        Assert.Contains(today.OfType<Any>(), any => any.Parts.Contains(new HasMemberTypes(2)));
        Assert.Equal(Severity.Advisory, Rules[0].Rules.Single(rule => rule.Id == "PRO-2").Severity);
    }

    [Fact]
    public void Whatever_is_written_for_people_is_written_in_both_languages() => Assert.All(Directory.GetFiles(Path.Combine(CallFiles.Folder, "calls"), "*.json"), path =>
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        Assert.All(Objects(document.RootElement).Where(element => element.TryGetProperty("en", out _) || element.TryGetProperty("de", out _)), text =>
            Assert.False(string.IsNullOrWhiteSpace(text.Text("en")) || string.IsNullOrWhiteSpace(text.Text("de")), text.GetRawText()));
        Assert.All(CallFiles.Read<CallFile>(path).SourceNotes, note => Assert.EndsWith(".", note, StringComparison.Ordinal));
    });

    [Fact]
    public void Clauses_that_were_found_name_their_source() => Assert.All(
        CallFiles.All.SelectMany(file => file.EveryText).SelectMany(terms => terms.Clauses), clause => Assert.True(clause.Confidence is not Confidence.Found || clause.Source is not null, clause.Text));

    private static readonly ProfileRulesSet[] Rules = CallFiles.Read<ProfileRulesSet[]>(Path.Combine(CallFiles.Folder, "profile-rules.json"));

    private static Call Step(Call call, CallStepFile play, Guid officer, DateTimeOffset at) => After(call, play.Step switch
    {
        "announce" => call.Announce(officer, at),
        "publish" => call.Publish(officer, at, KnownProgramme.At(at)),
        "drop" => call.Drop(officer, null),
        "cancel" => call.Cancel(officer, null, at),
        "corrigendum" => call.ProposeCorrigendum(play.Corrigendum!, play.Terms!, officer, at, KnownProgramme.At(at)),
        "results" => call.AnnounceResults(play.Results!, officer, at),
        var unknown => throw new JsonException($"'{unknown}' is not a step."),
    });

    private static Call After(Call call, Decision<ICallEvent> decision)
    {
        Assert.Null(decision.Refusal);
        return decision.Aggregate(call, (state, @event) => state.Evolve(@event));
    }

    private static IEnumerable<Question> Parts(Question question) => question switch
    {
        Composition composition => composition.Parts.SelectMany(Parts),
        Not not => Parts(not.Part),
        _ => [question],
    };

    private static IEnumerable<JsonElement> Objects(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => [element, .. element.EnumerateObject().SelectMany(member => Objects(member.Value))],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Objects),
        _ => [],
    };

    private sealed record CountryJoins(DateTime On, string Event, string Country);
}

file static class OptionalPeriods
{
    public static IEnumerable<CountryPeriod> Concat(this CountryPeriod[]? periods, CountryPeriod[]? others) => [.. periods ?? [], .. others ?? []];
}
