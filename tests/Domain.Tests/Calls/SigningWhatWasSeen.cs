using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Tests.Calls;

/// <summary>The second officer signs what she has seen, and nothing else.</summary>
public sealed class SigningWhatWasSeen : CallSpec
{
    private static readonly ICallEvent[] Proposed = [.. Published, new CorrigendumProposed(1, Moved, Later, Olga)];
    private static readonly ICallEvent[] PublicationProposed = [.. Drafted, new StepProposed(CallStep.Publish, Olga)];
    private static readonly EffectCount[] Counts = [new(Effect.Loses, 3, 1)];
    private static readonly ImpactSeen Seen = new(Instants.Id(70), Instants.Id(50), 1, TextHash.Of(Later), Otto, Before, 4711, Counts, 0, "all", "applicants");
    private static Looked? Unseen => null;
    private static readonly Looked Looked = new(Seen, "all", "applicants");

    [Fact]
    public void stands_beside_the_corrigendum() =>
        Given(Proposed).When(call => call.ConfirmCorrigendum(1, Otto, Before, Looked))
            .Then(new CorrigendumPublished(1, Moved, Later, Olga, Otto, Before, new(Seen.Look, Seen.Text, Before, 4711, Counts), 1));

    [Fact]
    public void is_asked_for_where_nobody_has_looked() => Refuses(null, "impact-not-seen");

    [Fact]
    public void is_not_what_somebody_else_saw() => Refuses(Looked with { Seen = Seen with { SeenBy = Olga } }, "impact-not-seen");

    [Fact]
    public void is_not_another_text() => Refuses(Looked with { Seen = Seen with { Text = TextHash.Of(Terms) } }, "impact-not-seen");

    [Fact]
    public void is_not_the_same_text_under_another_number() => Refuses(Looked with { Seen = Seen with { Corrigendum = 2 } }, "impact-not-seen");

    [Fact]
    public void is_looked_at_again_once_it_has_changed_for_those_who_applied() => Refuses(Looked with { AffectedNow = "others", ApplicantsNow = "others" }, "impact-changed-since");

    [Fact]
    public void stands_though_it_has_changed_for_others_and_says_so() =>
        Given(Proposed).When(call => call.ConfirmCorrigendum(1, Otto, Before, Looked with { AffectedNow = "others" }))
            .Then(new CorrigendumPublished(1, Moved, Later, Olga, Otto, Before, new(Seen.Look, Seen.Text, Before, 4711, Counts, OthersSince: true), 1));

    [Fact]
    public void is_signed_by_somebody_else_where_one_may_not_see_all_of_it() => Refuses(Looked with { Seen = Seen with { Withheld = 1 } }, "impact-withheld");

    [Fact]
    public void is_all_of_what_a_corrigendum_changes_for_somebody()
    {
        Refuses(Looked with { IsWhole = false }, "impact-not-seen-whole");
        var first = Looked with { Seen = Seen with { Corrigendum = null, Text = TextHash.Of(Terms) }, IsWhole = false };
        Given(PublicationProposed).When(call => call.Publish(Otto, Before, first)).Then(new CallPublished(Olga, Otto, Before, first.ForSignature));
    }

    [Fact]
    public void is_seen_at_once_or_page_by_page()
    {
        ImpactSeen Page(int from, int until) => Seen with { Part = new(from, until, 120) };

        Assert.True(ImpactSeen.CoverAll([Seen]));
        Assert.True(ImpactSeen.CoverAll([Page(50, 100), Page(0, 50), Page(100, 120)]));
        Assert.True(ImpactSeen.CoverAll([Page(0, 1), Seen]));
        Assert.False(ImpactSeen.CoverAll([Page(0, 1)]));
        Assert.False(ImpactSeen.CoverAll([Page(0, 50), Page(100, 120)]));
        Assert.False(ImpactSeen.CoverAll([Page(50, 120)]));
        Assert.True(ImpactSeen.CoverAll([Seen with { Part = new(0, 0, 0) }]));
    }

    [Fact]
    public void comes_after_all_else_that_stands_in_the_way()
    {
        Given(Proposed).When(call => call.ConfirmCorrigendum(1, Olga, Before, Unseen)).ThenRefused("four-eyes");
        Given(Proposed).When(call => call.ConfirmCorrigendum(1, Otto, JustAfter, Unseen)).ThenRefused("call-not-open");
        Given([.. Proposed, new CorrigendumPublished(1, Moved, Later, Olga, Otto, Before)]).When(call => call.ConfirmCorrigendum(1, Otto, Before, Unseen)).ThenNothing();
    }

    [Fact]
    public void is_asked_for_at_a_first_publication_too()
    {
        var looked = Looked with { Seen = Seen with { Corrigendum = null, Text = TextHash.Of(Terms), Withheld = 2 } };
        Given(PublicationProposed).When(call => call.Publish(Otto, Before, Unseen)).ThenRefused("impact-not-seen");
        Given(PublicationProposed).When(call => call.Publish(Olga, Before, looked)).ThenRefused("four-eyes");
        Given(PublicationProposed).When(call => call.Publish(Otto, Before, looked)).Then(new CallPublished(Olga, Otto, Before, looked.ForSignature));
    }

    [Fact]
    public void is_another_text_once_the_draft_is_rewritten() =>
        Given([.. PublicationProposed, new CallDrafted(Later, Olga), new StepProposed(CallStep.Publish, Olga)])
            .When(call => call.Publish(Otto, Before, Looked with { Seen = Seen with { Corrigendum = null, Text = TextHash.Of(Terms) } })).ThenRefused("impact-not-seen");

    private static void Refuses(Looked? looked, string code) => Given(Proposed).When(call => call.ConfirmCorrigendum(1, Otto, Before, looked)).ThenRefused(code);
}

/// <summary>What was replaced is kept beside what replaced it.</summary>
public sealed class KeepingSupersededTexts : CallSpec
{
    [Fact]
    public void one_for_each_corrigendum_in_force()
    {
        var dossier = Dossier([.. Published, new CorrigendumProposed(1, Moved, Later, Olga), new CorrigendumPublished(1, Moved, Later, Olga, Otto, Before)]);

        Assert.Equal([new SupersededText(1, Terms, Later, Before, Instants.Id(60))], dossier.Superseded);
    }
}
