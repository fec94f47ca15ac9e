using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Retention;

namespace EligibilityService.Domain.Tests.Retention;

public sealed class ClearingByTwo : Spec<RetentionBook, IRetentionEvent>
{
    private static readonly Guid
        Sofia = new("01900000-0000-4000-8000-00000000000a"), Mikko = new("01900000-0000-4000-8000-00000000000b"), SofiaAgain = new("01900000-0000-4000-8000-00000000000c"),
        Clearance = new("0c1e0000-0000-4000-8000-000000000001"), Other = new("0c1e0000-0000-4000-8000-000000000002"), File = new("0f11e000-0000-4000-8000-000000000001");

    private static readonly DateTimeOffset Now = new(2028, 1, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly HashSet<Guid> Due = [File];
    private static readonly ClearanceProposed Proposed = new(Clearance, [File], Looks: true, Sofia, Now);
    private static readonly ClearanceConfirmed Confirmed = new(Clearance, [File], Looks: true, Sofia, Mikko, Now);

    [Fact]
    public void is_proposed_by_one() => Given().When(book => book.Propose(Clearance, [File], true, Due, Sofia, Now)).Then(Proposed);

    [Fact]
    public void is_of_what_is_due() => Given().When(book => book.Propose(Clearance, [File, Mikko], true, Due, Sofia, Now)).ThenRefused("clearance-not-due");

    [Fact]
    public void is_confirmed_by_another() => Given(Proposed).When(book => book.Confirm(Clearance, Mikko, Now)).Then(Confirmed);

    [Fact]
    public void is_not_confirmed_by_the_same() => Given(Proposed).When(book => book.Confirm(Clearance, Sofia, Now)).ThenRefused("four-eyes");

    [Fact]
    public void is_not_confirmed_under_another_account_of_the_same_person() => Given(Proposed).When(book => book.Confirm(Clearance, new Actor(SofiaAgain, [Sofia]), Now)).ThenRefused("four-eyes");

    [Fact]
    public void is_confirmed_as_it_was_seen()
    {
        var otherwise = Proposed with { Clearance = Other, Looks = false };
        Given(Proposed, otherwise).When(book => book.Confirm(Clearance, Mikko, Now)).ThenRefused("clearance-not-proposed");
        Given(Proposed, otherwise).When(book => book.Confirm(Other, Mikko, Now)).Then(Confirmed with { Clearance = Other, Looks = false });
    }

    [Fact]
    public void is_never_something_else_under_the_id_that_was_seen()
    {
        Given(Proposed).When(book => book.Propose(Clearance, [File], false, Due, Sofia, Now)).ThenRefused("clearance-id-taken");
        Given(Proposed, Proposed with { Clearance = Other }).When(book => book.Propose(Clearance, [File], true, Due, Sofia, Now)).ThenRefused("clearance-id-taken");
        Given(Proposed, new ClearanceDropped(Clearance, Sofia, Now)).When(book => book.Propose(Clearance, [File], true, Due, Sofia, Now)).ThenRefused("clearance-id-taken");
        Given(Proposed).When(book => book.Propose(Clearance, [File], true, Due, Sofia, Now)).ThenNothing();
    }

    [Fact]
    public void is_not_confirmed_once_it_was_dropped() => Given(Proposed, new ClearanceDropped(Clearance, Mikko, Now)).When(book => book.Confirm(Clearance, Mikko, Now)).ThenRefused("clearance-not-proposed");

    [Fact]
    public void is_dropped_by_either()
    {
        Given(Proposed).When(book => book.Drop(Clearance, Mikko, Now)).ThenEachTime(new ClearanceDropped(Clearance, Mikko, Now));
        Given(Proposed).When(book => book.Drop(Clearance, Sofia, Now)).ThenEachTime(new ClearanceDropped(Clearance, Sofia, Now));
    }

    [Fact]
    public void is_not_dropped_once_it_was_confirmed() => Given(Proposed, Confirmed).When(book => book.Drop(Clearance, Sofia, Now)).ThenRefused("clearance-not-proposed");

    /// <summary>So that what broke off half way can be gone on with.</summary>
    [Fact]
    public void confirmed_already_is_not_confirmed_again() => Given(Proposed, Confirmed).When(book => book.Confirm(Clearance, Sofia, Now)).ThenNothing();
}
