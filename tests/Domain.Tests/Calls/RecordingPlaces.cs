using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Tests.Eligibility;

namespace EligibilityService.Domain.Tests.Calls;

public sealed class RecordingPlaces : CallSpec
{
    private static readonly ICallEvent[] Open = [new CallDrafted(Events.India, Olga), new StepProposed(CallStep.Publish, Olga), new CallPublished(Olga, Otto, Before)];

    [Fact]
    public void says_whether_places_are_left_for_the_second_cut_off() => Given(Open).When(it => it.RecordPlaces(2, areLeft: true, Olga)).Then(new PlacesRecorded(2, true, Olga));

    [Fact]
    public void can_be_said_otherwise_later() =>
        Given([.. Open, new PlacesRecorded(2, true, Olga)]).When(it => it.RecordPlaces(2, areLeft: false, Otto)).Then(new PlacesRecorded(2, false, Otto));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(int.MinValue)]
    public void is_about_a_cut_off_that_waits_for_it(int cutOff) => Given(Open).When(it => it.RecordPlaces(cutOff, areLeft: true, Olga)).ThenRefused("cut-off-waits-for-nothing");

    [Fact]
    public void needs_a_published_call()
    {
        Given().When(it => it.RecordPlaces(2, areLeft: true, Olga)).ThenRefused("call-unknown");
        Given(Open[..1]).When(it => it.RecordPlaces(2, areLeft: true, Olga)).ThenRefused("call-not-published");
        Given(Published).When(it => it.RecordPlaces(2, areLeft: true, Olga)).ThenRefused("cut-off-waits-for-nothing");
    }

    [Fact]
    public void is_kept_with_the_event_that_told_it()
    {
        var dossier = Dossier([.. Open, new PlacesRecorded(2, true, Olga), new PlacesRecorded(2, false, Otto)]);
        Assert.False(dossier.PlacesLeft[2].Newest!.Value);
        Assert.True(dossier.PlacesLeft[2].Newest!.Earlier!.Value);
    }
}
