using System.Text.Json;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Calls;

/// <summary>What a call lays down, as data: money, dates, clauses, and each criterion tied to its clause.</summary>
public sealed record CallTerms
{
    /// <summary>Canonical reference, such as COS-CLUSINT-2016-03-01.</summary>
    public required string Reference { get; init; }

    /// <summary>Other spellings under which the same call is known; all of them find it.</summary>
    public string[] Aliases { get; init; } = [];
    public required Text Title { get; init; }
    public Text? Summary { get; init; }

    /// <summary>escp, cluster-excellence, matching-event; a further kind is data.</summary>
    public required string Kind { get; init; }
    public DateOnly? PublishedOn { get; init; }
    public Deadline? Deadline { get; init; }

    /// <summary>Free wording of a period that is all that is known, such as "autumn 2016".</summary>
    public Text? ExpectedPeriod { get; init; }
    public DateOnly? EventFrom { get; init; }
    public DateOnly? EventUntil { get; init; }
    public DateOnly? SignaturePlanned { get; init; }

    /// <summary>Null: not known, never zero.</summary>
    [Euro]
    public decimal? Budget { get; init; }
    public Strand[] Strands { get; init; } = [];
    public Clause[] Clauses { get; init; } = [];
    public Criterion[] Criteria { get; init; } = [];

    /// <summary>What the criteria must say of invented cases; applicants read them as worked examples.</summary>
    public Example[] Examples { get; init; } = [];

    /// <summary>Of calls for events; null: nothing is said about travelling.</summary>
    public TravelTerms? Travel { get; init; }

    /// <summary>Stages whose text is not known in full: each gets one mandatory undetermined finding.</summary>
    public Stage[] NotFullyKnown { get; init; } = [];
    public IneligiblePartner IneligiblePartner { get; init; }
    public string[] Sources { get; init; } = [];
    public Confidence Confidence { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public Completeness Completeness => NotFullyKnown.Length == 0 ? Completeness.Complete : Completeness.Partial;

    /// <summary>Whether travel costs are reimbursed is a verdict of its own.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Reimburses => Travel is { NotFullyKnown: true } || Criteria.Any(criterion => criterion.Decides is Decides.Reimbursement);

    /// <summary>By such a text everybody could take part.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool AsksNothing => Criteria.Length == 0 && NotFullyKnown.Length == 0;

    public const string KindNotReadable = "not-readable";

    /// <summary>Stands for a text of which nothing could be read, so that the call does not simply vanish.</summary>
    public static CallTerms NotReadable(Guid call) => new()
    {
        Reference = call.ToString(), Title = new("A call whose text cannot be read", "Eine Ausschreibung, deren Text nicht lesbar ist"), Kind = KindNotReadable,
        NotFullyKnown = Enum.GetValues<Stage>(),
    };

    /// <summary>Every spelling that finds the call; the reference first.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<string> Names => Aliases.Prepend(Reference);

    /// <summary>The phase a strand belongs to; null where the call knows none.</summary>
    public string? PhaseOf(string? strand) => Strands.FirstOrDefault(known => known.Id == strand)?.Phase;

    /// <summary>The same text with one example more, or another in the place of one.</summary>
    public CallTerms With(Example example, int? inPlaceOf = null) => this with
    {
        Examples = inPlaceOf is { } place && place < Examples.Length ? [.. Examples[..place], example, .. Examples[(place + 1)..]] : [.. Examples, example],
    };

    /// <summary>Records with lists compare by reference; the written form tells whether two texts are the same.</summary>
    public bool SaysTheSameAs(CallTerms other) => JsonSerializer.Serialize(this, FactJson.Options) == JsonSerializer.Serialize(other, FactJson.Options);
}

/// <summary>Whether the call's text is known in full.</summary>
public enum Completeness { Complete, Partial }

/// <summary>What becomes of a proposal with one partner who may not take part.</summary>
public enum IneligiblePartner { Reject, LeaveOut }

/// <summary>A part of a call with its own money.</summary>
/// <param name="Phase">An organisation may be in one consortium per phase.</param>
/// <param name="MaximumGrant">Per project.</param>
/// <param name="Rate">Part of the eligible costs, 0.75 for 75 %.</param>
public sealed record Strand(
    string Id, Text Title, string? Phase = null, [property: Euro] decimal? Budget = null, [property: Euro] decimal? MaximumGrant = null, decimal? Rate = null,
    int? ProjectsForeseen = null, int? MinimumMonths = null, int? MaximumMonths = null, Confidence Confidence = Confidence.Found);

/// <summary>A numbered passage of the call's text.</summary>
/// <param name="Text">The wording as far as it is known; in the language of the source.</param>
public sealed record Clause(string Number, Text Title, string? Text = null, Confidence Confidence = Confidence.Found, string? Source = null);
