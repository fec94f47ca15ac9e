using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Eligibility;

/// <summary>Whether an officer's confirmed decision stands behind the verdict.</summary>
public enum Bindingness { Indication, Decision }

/// <summary>A verdict as it is told: outcome and headline, each finding with reason, evidence and remedy, and what is judged later.</summary>
/// <param name="At">The deadline's or asked-for instant; null where each criterion has its own.</param>
/// <param name="KnownAt">Only what had been recorded by then was used; null: everything known at <paramref name="Position"/>.</param>
/// <param name="Position">Event sequence it reflects.</param>
/// <param name="Provisional">The call is only announced, and the verdict goes by what was announced.</param>
/// <param name="Reimbursement">Whether travel costs are reimbursed, where the call decides on that too; all else is about taking part.</param>
/// <param name="Flags">Of an application: what has happened since that changes no outcome, and matters before the grant is prepared. Null where no application was asked about.</param>
/// <param name="StillPossible">Asked without a profile only: it is not met as things stand, and all that is missing can still be done in time; the headline says until when.</param>
/// <param name="ChangedBy">The corrigendum that made the answer what it is; none where no corrigendum changed anything for this subject.</param>
public sealed record VerdictAnswer(
    Outcome Outcome,
    Text Headline,
    Bindingness Bindingness,
    Text Notice,
    Stage Stage,
    IReadOnlyList<StillOpenAnswer> StillOpen,
    CallSummary Call,
    long CallVersion,
    Completeness Completeness,
    IReadOnlyList<Stage> NotFullyKnown,
    string? Strand,
    SubjectAnswer Subject,
    DateTimeOffset? At,
    DateTimeOffset? KnownAt,
    long Position,
    string Engine,
    IReadOnlyList<FindingAnswer> Findings,
    bool Provisional,
    ReimbursementAnswer? Reimbursement = null,
    ChangedByAnswer? ChangedBy = null,
    bool StillPossible = false,
    IReadOnlyList<FlagAnswer>? Flags = null);

/// <summary>To be looked at before the grant is prepared; it changes no outcome.</summary>
/// <param name="Code">profile-refused-since, profile-suspended-since or profile-withdrawn-since.</param>
/// <param name="Criterion">Stays met, because what was asked for at its date was there.</param>
/// <param name="WhatToDo">The next step.</param>
public sealed record FlagAnswer(string Code, string Criterion, string Clause, Guid Organisation, string? Name, DateTimeOffset Since, Text Text, Text WhatToDo);

/// <summary>A call in a list.</summary>
/// <param name="ExpectedPeriod">All that is known of the time of an announced call.</param>
/// <param name="Budget">Null: not known.</param>
/// <param name="OtherReading">The deadline's other reading, until an officer has recorded which one holds.</param>
/// <param name="CutOffs">Of a call for an event, in the order in which they pass; null where it has none.</param>
public sealed record CallSummary(
    Guid Id, string Reference, Text Title, string Kind, CallPhase Status, DateTimeOffset? Deadline,
    Completeness Completeness = Completeness.Complete, Text? Summary = null, Text? ExpectedPeriod = null, DateOnly? EventFrom = null, [property: Euro] decimal? Budget = null,
    DateTimeOffset? OtherReading = null, IReadOnlyList<CutOffAnswer>? CutOffs = null);

/// <summary>A date by which requests to an event are collected and selected from.</summary>
/// <param name="PlacesAreLeft">As an officer recorded it; null: nobody has said.</param>
public sealed record CutOffAnswer(DateTimeOffset By, bool OnlyIfPlacesAreLeft, bool? PlacesAreLeft);

/// <summary>Who is judged.</summary>
public sealed record SubjectAnswer(Guid Id, string? Name, long Version);

/// <summary>What is judged later, or cannot be judged yet.</summary>
/// <param name="PlannedAt">Planned date, where one is known.</param>
public sealed record StillOpenAnswer(string Criterion, string Clause, string Type, Stage Stage, Severity Severity, StillOpenReason Why, Text Statement, DateOnly? PlannedAt);

/// <summary>What came of one criterion: reason, evidence and remedy.</summary>
public sealed record FindingAnswer(
    string Criterion,
    string Clause,
    string Type,
    Severity Severity,
    Stage Stage,
    Confidence Confidence,
    Text Statement,
    ReferenceDateAnswer ReferenceDate,
    Outcome Outcome,
    ReasonAnswer Reason,
    IReadOnlyList<EvidenceAnswer> Evidence,
    RemedyAnswer? Remedy,
    IReadOnlyList<PartAnswer>? Parts = null);

/// <summary>The date that counted.</summary>
public sealed record ReferenceDateAnswer(ReferenceKind Kind, DateTimeOffset? At);

/// <summary>A reason: a code that never changes, and a sentence.</summary>
public sealed record ReasonAnswer(string Code, Text Text);

/// <summary>What to do next, and until when.</summary>
/// <param name="By">The moment by which it must be done to count.</param>
public sealed record RemedyAnswer(string Code, Text Text, DateTimeOffset? By);

/// <summary>The answer of a part of a composition, or of one partner.</summary>
/// <param name="Partner">Null where the part is not about one partner.</param>
public sealed record PartAnswer(string Type, Outcome Outcome, ReasonAnswer Reason, Guid? Partner = null, string? PartnerName = null);

/// <summary>The statement behind a finding: what it says, who said it, and the event to find it by.</summary>
public sealed record EvidenceAnswer(
    string Event, Guid EventId, Guid Stream, long Version, DateTimeOffset RecordedAt,
    DateTimeOffset? ValidFrom, DateTimeOffset? ValidUntil, string? Value, AssertedBy AssertedBy, bool Verified);
