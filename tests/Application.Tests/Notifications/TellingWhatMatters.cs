using System.Text.Json;
using CsCheck;
using EligibilityService.Application.Feed;
using EligibilityService.Application.Notifications;
using EligibilityService.Application.Tests.Clusters;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Tests.Notifications;

public sealed class TellingWhatMatters
{
    private static readonly DateTimeOffset Now = new(2016, 10, 4, 7, 0, 0, TimeSpan.Zero);
    private static readonly Deadline Closes = Deadline.Typed(new(2016, 12, 1, 17, 0, 0, DateTimeKind.Unspecified)).Deadline!;
    private static readonly Guid Anna = new("01900000-0000-4000-8000-0000000000a1"), Elena = new("01900000-0000-4000-8000-0000000000a2"), Stranger = new("01900000-0000-4000-8000-0000000000a3");
    private static readonly MailLinks Links = new(new("https://eligibility.example.eu/"), "token");

    private readonly KnownClusters _known = new(ProgrammeFacts.Empty);
    private readonly Guid _own, _other, _call = Guid.CreateVersion7();
    private long _number;

    public TellingWhatMatters()
    {
        _own = _known.Publish(new() { Name = "MedTech", Country = "DE" }, new ManagerAdded(Anna, Anna), new ManagerAdded(Elena, Anna));
        _other = _known.Publish(new() { Name = "Nordic", Country = "SE" }, new ManagerAdded(Stranger, Stranger));
        _known.Announce(new(_call) { Status = CallStatus.Open, PublishedAt = Now, Terms = new() { Reference = "COS-1", Title = new("A call", "Eine Ausschreibung"), Kind = "escp", Deadline = Closes } });
    }

    [Fact]
    public void Nobody_is_told_of_a_cluster_he_does_not_manage_and_nobody_twice_of_the_same()
    {
        _known.Apply(_call, _own);
        _known.Apply(_call, _other);
        Guid[] persons = [Anna, Elena, Stranger];
        Gen.OneOf(
            Gen.Select(Gen.OneOfConst(_own, _other), Gen.OneOfConst("met", "notMet", "undetermined"), Gen.Int[0, 2]).Select((cluster, after, corrigendum) => Changed(cluster, after, corrigendum)),
            Gen.Int[1, 3].Select(Corrected),
            Gen.Select(Gen.OneOfConst(_own, _other), Gen.OneOfConst("application.letter-sent.v1", "application.clarification-requested.v1")).Select(OfApplication)).Array[1, 20].Sample(entries =>
        {
            Notice[] told = [.. entries.SelectMany(entry => WhatMatters.In(entry, _known, Now))];
            return told.All(notice => _known.Cluster(notice.Cluster)!.State.Managers.Contains(notice.Person))
                && entries.SelectMany(entry => WhatMatters.In(entry, _known, Now)).Select(notice => notice.Key).ToHashSet().SetEquals(told.Select(notice => notice.Key))
                && persons.All(person => WhatMatters.WithoutRepetition([.. told.Where(notice => notice.Person == person)]) is var left
                    && left.Where(notice => notice.Kind is NoticeKind.Corrigendum).All(notice => !left.Any(other => other.Kind is NoticeKind.VerdictChanged && other.Corrigendum == notice.Corrigendum)));
        });
    }

    [Fact]
    public void A_changed_verdict_is_told_to_each_who_manages_the_cluster()
    {
        var told = WhatMatters.In(Changed(_own, "notMet", 2), _known, Now);

        Assert.Equal([Anna, Elena], told.Select(notice => notice.Person).Order());
        Assert.All(told, notice => Assert.Equal((NoticeKind.VerdictChanged, Outcome.Met, Outcome.NotMet, 2, false), (notice.Kind, notice.Before, notice.After, notice.Corrigendum, notice.IsUrgent)));
    }

    [Fact]
    public void What_changed_for_a_call_that_is_over_matters_to_nobody() =>
        Assert.Empty(WhatMatters.In(Changed(_own, "notMet", 0), _known, Closes.Instant.AddDays(1)));

    [Fact]
    public void A_corrigendum_is_told_to_those_who_take_part_and_not_beside_the_verdict_it_changed()
    {
        Assert.Empty(WhatMatters.In(Corrected(1), _known, Now));
        _known.Apply(_call, _own);

        var corrected = WhatMatters.In(Corrected(1), _known, Now);
        Assert.Equal([Anna, Elena], corrected.Select(notice => notice.Person).Order());

        Notice[] both = [.. corrected.Where(notice => notice.Person == Anna), .. WhatMatters.In(Changed(_own, "notMet", 1), _known, Now).Where(notice => notice.Person == Anna)];
        Assert.Equal(NoticeKind.VerdictChanged, Assert.Single(WhatMatters.WithoutRepetition(both)).Kind);
    }

    [Fact]
    public void A_verdict_that_changed_several_times_is_told_once_from_the_first_before_to_the_last_after()
    {
        _known.Apply(_call, _own);
        Notice Change(long entry, Outcome before, Outcome after, int? corrigendum = null) =>
            new(NoticeKind.VerdictChanged, Anna, _own, _call, $"verdict {entry}") { Entry = entry, Before = before, After = after, Corrigendum = corrigendum };
        var corrected = WhatMatters.In(Corrected(1), _known, Now).Where(notice => notice.Person == Anna).ToArray();

        var told = Assert.Single(WhatMatters.WithoutRepetition([Change(9, Outcome.Undetermined, Outcome.NotMet), Change(7, Outcome.Met, Outcome.Undetermined, 1), .. corrected]));
        Assert.Equal((Outcome.Met, Outcome.NotMet, 1), (told.Before, told.After, told.Corrigendum));

        // There and back: only the corrigendum itself is left to tell.
        Assert.Equal(NoticeKind.Corrigendum, Assert.Single(WhatMatters.WithoutRepetition([Change(9, Outcome.NotMet, Outcome.Met), Change(7, Outcome.Met, Outcome.NotMet, 1), .. corrected])).Kind);
    }

    [Theory]
    [InlineData(8, null)]
    [InlineData(6, " 7")]
    [InlineData(0.5, " 1")]
    [InlineData(-1, null)]
    public void A_near_deadline_is_told_a_week_and_a_day_before(double daysBefore, string? step)
    {
        _known.Apply(_call, _own);

        var told = WhatMatters.NearDeadlines(_known, Closes.Instant.AddDays(-daysBefore));
        Assert.Equal(step is null ? 0 : 2, told.Count);
        Assert.All(told, notice => Assert.True(notice.IsUrgent && notice.About.EndsWith(step!, StringComparison.Ordinal)));
        Assert.Equal(told.Select(notice => notice.Key), WhatMatters.NearDeadlines(_known, Closes.Instant.AddDays(-daysBefore)).Select(notice => notice.Key));
    }

    [Fact]
    public void Who_no_longer_manages_the_cluster_is_not_written_to()
    {
        var told = WhatMatters.In(Changed(_own, "met", 0), _known, Now);
        Assert.All(told, notice => Assert.True(notice.StillMatters(_known, Now)));

        _known.Tell(_own, new ManagerRemoved(Elena, Anna));
        Assert.Equal([Anna], told.Where(notice => notice.StillMatters(_known, Now)).Select(notice => notice.Person));
    }

    [Fact]
    public void A_mail_says_what_happened_what_to_do_and_how_to_stop_in_the_readers_language()
    {
        var application = _known.Apply(_call, _own).Dossier.Id;
        Notice[] told = [.. WhatMatters.In(Changed(_own, "notMet", 0), _known, Now).Where(notice => notice.Person == Anna)];

        var mail = MailText.Of(told, _known, Now, "de", Links);
        Assert.Equal("MedTech und COS-1: Teilnahme nicht möglich", mail.Subject);
        Assert.Contains($"https://eligibility.example.eu/de/my-cluster/{_own}/calls/COS-1", mail.Text, StringComparison.Ordinal);
        Assert.Contains("https://eligibility.example.eu/de/unsubscribe?token=token", mail.Text, StringComparison.Ordinal);
        Assert.Contains("https://eligibility.example.eu/de/unsubscribe?token=token", mail.Html, StringComparison.Ordinal);

        var letter = WhatMatters.In(OfApplication(_own, "application.letter-sent.v1"), _known, Now)[0] with { Application = application };
        Assert.Equal("There is a letter for you about COS-1", MailText.Of([letter], _known, Now, "en", Links).Subject);

        var near = WhatMatters.NearDeadlines(_known, Closes.Instant.AddDays(-3))[0];
        Assert.Contains("- Give the proposal a title.", MailText.Of([near], _known, Closes.Instant.AddDays(-3), "en", Links).Text, StringComparison.Ordinal);
    }

    private FeedItem Changed(Guid cluster, string after, int corrigendum) => Entry(
        "eligibility.changed.v1", new { cluster, call = _call, reference = "COS-1", before = after == "met" ? "notMet" : "met", after, corrigendum = corrigendum == 0 ? null : (int?)corrigendum });

    private FeedItem Corrected(int number) => Entry("call.corrigendum.v1", new { call = _call, number });

    private FeedItem OfApplication(Guid coordinator, string type) => Entry(type, new { application = Guid.CreateVersion7(), call = _call, coordinator, answerBy = Now.AddDays(7) });

    private FeedItem Entry(string type, object data) => new(++_number, "", $"{_number}", type, "cluster", null, Now, JsonSerializer.SerializeToElement(data));
}
