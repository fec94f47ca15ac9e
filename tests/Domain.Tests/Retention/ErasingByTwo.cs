using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Retention;

namespace EligibilityService.Domain.Tests.Retention;

public sealed class ErasingByTwo : Spec<RetentionBook, IRetentionEvent>
{
    private static readonly Guid
        Sofia = new("01900000-0000-4000-8000-00000000000a"), Mikko = new("01900000-0000-4000-8000-00000000000b"), SofiaAgain = new("01900000-0000-4000-8000-00000000000c"), Anna = new("01900000-0000-4000-8000-00000000000d"),
        Erasure = new("0e1e0000-0000-4000-8000-000000000001"), Other = new("0e1e0000-0000-4000-8000-000000000002");

    private static readonly DateTimeOffset Now = new(2028, 1, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly DocumentOf[] Documents = [new(Guid.Empty, Other)];
    private static readonly ErasureProposed Proposed = new(Erasure, Anna, Documents, Sofia, Now);
    private static readonly ErasureConfirmed Confirmed = new(Erasure, Anna, Documents, Sofia, Mikko, Now);
    private static readonly ClearanceProposed Clearance = new(Other, [Anna], Looks: false, Sofia, Now);

    [Fact]
    public void is_proposed_by_one() => Given().When(book => book.ProposeErasure(Erasure, Anna, Documents, Sofia, Now)).Then(Proposed);

    [Fact]
    public void is_confirmed_by_another() => Given(Proposed).When(book => book.ConfirmErasure(Erasure, Mikko, Now)).Then(Confirmed);

    [Fact]
    public void is_not_confirmed_by_the_same_person_under_whichever_account()
    {
        Given(Proposed).When(book => book.ConfirmErasure(Erasure, Sofia, Now)).ThenRefused("four-eyes");
        Given(Proposed).When(book => book.ConfirmErasure(Erasure, new Actor(SofiaAgain, [Sofia]), Now)).ThenRefused("four-eyes");
    }

    [Fact]
    public void waits_beside_others_and_beside_a_clearance()
    {
        Given(Proposed, Proposed with { Erasure = Anna, Person = Mikko }, Clearance).When(book => book.ConfirmErasure(Erasure, Mikko, Now)).Then(Confirmed);
        Given(Clearance, Proposed).When(book => book.Confirm(Other, Mikko, Now)).Then(new ClearanceConfirmed(Other, Clearance.Files, false, Sofia, Mikko, Now));
    }

    [Fact]
    public void is_not_confirmed_as_a_clearance_nor_a_clearance_as_an_erasure()
    {
        Given(Proposed).When(book => book.Confirm(Erasure, Mikko, Now)).ThenRefused("clearance-not-proposed");
        Given(Clearance).When(book => book.ConfirmErasure(Other, Mikko, Now)).ThenRefused("erasure-not-proposed");
    }

    [Fact]
    public void is_not_dropped_as_a_clearance_nor_a_clearance_as_an_erasure()
    {
        Given(Proposed).When(book => book.Drop(Erasure, Mikko, Now)).ThenRefused("clearance-not-proposed");
        Given(Clearance).When(book => book.DropErasure(Other, Mikko, Now)).ThenRefused("erasure-not-proposed");
    }

    [Fact]
    public void is_never_of_somebody_else_under_the_id_that_was_seen()
    {
        Given(Proposed).When(book => book.ProposeErasure(Erasure, Mikko, Documents, Sofia, Now)).ThenRefused("erasure-id-taken");
        Given(Clearance).When(book => book.ProposeErasure(Other, Anna, Documents, Sofia, Now)).ThenRefused("erasure-id-taken");
        Given(Proposed).When(book => book.ProposeErasure(Erasure, Anna, Documents, Sofia, Now)).ThenNothing();
        Given(Proposed, Confirmed).When(book => book.ProposeErasure(Erasure, Anna, Documents, Sofia, Now)).ThenNothing();
    }

    [Fact]
    public void is_dropped_by_either_and_then_not_confirmed()
    {
        var dropped = new ErasureDropped(Erasure, Mikko, Now);
        Given(Proposed).When(book => book.DropErasure(Erasure, Mikko, Now)).ThenEachTime(dropped);
        Given(Proposed).When(book => book.DropErasure(Erasure, Sofia, Now)).ThenEachTime(dropped with { DroppedBy = Sofia });
        Given(Proposed, dropped).When(book => book.ConfirmErasure(Erasure, Mikko, Now)).ThenRefused("erasure-not-proposed");
    }

    /// <summary>So that what broke off half way can be gone on with.</summary>
    [Fact]
    public void confirmed_already_is_not_confirmed_again_nor_dropped()
    {
        Given(Proposed, Confirmed).When(book => book.ConfirmErasure(Erasure, Sofia, Now)).ThenNothing();
        Given(Proposed, Confirmed).When(book => book.DropErasure(Erasure, Sofia, Now)).ThenRefused("erasure-not-proposed");
    }
}
