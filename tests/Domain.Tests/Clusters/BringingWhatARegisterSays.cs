using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;
using static EligibilityService.Domain.Tests.Instants;

namespace EligibilityService.Domain.Tests.Clusters;

public sealed class BringingWhatARegisterSays : Spec<Cluster, IClusterEvent>
{
    private static readonly Basis Register = new(AssertedBy.Register);
    private static readonly ProfileFields Profile = new() { Name = "Valdora", Country = "DE", Kind = OrganisationKind.BusinessNetwork, City = "Stuttgart" };
    private static readonly LabelAwarded Silver = new(QualityLabel.Silver, null, "ESCA", false, new(AssertedBy.Register, Day("2015-03-01"), Day("2017-03-31")));

    private static readonly IClusterEvent[] Imported = [new ProfileDrafted(null, "R-1"), new ProfileChanged(Profile, [], Register), Silver];

    [Fact]
    public void a_new_row_begins_a_profile_that_can_be_claimed() =>
        Given().When(cluster => cluster.Import("R-1", Profile, Silver)).Then(Imported);

    [Fact]
    public void a_file_of_cluster_organisations_need_not_say_the_kind() => Assert.Equal(
        OrganisationKind.ClusterOrganisation,
        Cluster.Initial.Import("R-1", Profile with { Kind = null }, null).OfType<ProfileChanged>().Single().Changed.Kind);

    [Fact]
    public void only_what_changed_is_told_and_an_empty_cell_says_nothing() =>
        Given(Imported).When(cluster => cluster.Import("R-1", new() { Name = "Valdora", City = "Ulm" }, Silver))
            .Then(new ProfileChanged(new() { City = "Ulm" }, [], Register));

    [Fact]
    public void what_the_organisation_says_itself_stays() =>
        Given([.. Imported, new ProfileChanged(new() { City = "Ulm" }, [], new(AssertedBy.Applicant))])
            .When(cluster => cluster.Import("R-1", Profile, Silver)).ThenNothing();

    [Fact]
    public void a_label_taken_away_is_not_brought_back_by_an_old_file() =>
        Given([.. Imported, new LabelRevoked(QualityLabel.Silver, null, new(AssertedBy.Moderator, Day("2016-01-01")))])
            .When(cluster => cluster.Import("R-1", Profile, Silver)).ThenNothing();

    [Fact]
    public void a_profile_that_was_withdrawn_stays_withdrawn() =>
        Assert.Equal("cluster-withdrawn", Given([.. Imported, new ClusterWithdrawn(null, Utc("2016-01-01T00:00:00Z"))]).State.Import("R-1", Profile, null).Refusal?.Code);

    [Fact]
    public void a_profile_that_a_person_began_is_not_overwritten() =>
        Assert.Equal("cluster-already-registered", Given(new ProfileDrafted(Id(1)), new ManagerAdded(Id(1), null)).State.Import("R-1", Profile, null).Refusal?.Code);
}
