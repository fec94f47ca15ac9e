using System.Text.Json;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Demonstration;
using EligibilityService.Application.Partnerships;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Host.Data;

/// <summary>Partnerships of the demonstration's clusters. Like these they are invented: no source found names the real ones with their members.</summary>
internal static class PlayedPartnerships
{
    private const string Source = "Invented for the demonstration";

    public static IEnumerable<PlayedStep> Steps()
    {
        var officer = PlayedHistory.Person(DemonstrationPeople.Officer);
        foreach (var file in JsonSerializer.Deserialize<PartnershipFile[]>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "demonstration", "partnerships.json")), FactJson.Options)!)
        {
            var members = file.Members.Select((member, index) => new NamedMember(
                member.Cluster is { } external ? ImportRow.ClusterIdOf(external) : null, member.Name, member.Country, Coordinates: index == 0)).ToArray();
            yield return PlayedHistory.As(officer, PlayedHistory.Brussels(file.RecordedOn), $"{file.Name} is recorded",
            [
                new FormPartnership(file.Id, file.Name, file.Acronym, null, file.Phase, file.FormedOn, file.YearOnly, members, Source),
                .. file.Label is { } label ? [new RecordPartnershipLabel(file.Id, label, file.LabelFrom!.Value, null, Source)] : Array.Empty<RecordPartnershipLabel>(),
            ]);
        }
    }

    /// <param name="RecordedOn">Brussels wall-clock time.</param>
    private sealed record PartnershipFile(
        Guid Id, DateTime RecordedOn, string Name, DateOnly FormedOn, MemberFile[] Members, string? Acronym = null, string? Phase = null, bool YearOnly = false, string? Label = null, DateOnly? LabelFrom = null);

    /// <param name="Cluster">External id of a cluster of the demonstration.</param>
    private sealed record MemberFile(string? Cluster = null, string? Name = null, string? Country = null);
}
