using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility.Questions;

/// <summary>All parts hold: the weakest answer, Kleene's "and".</summary>
public sealed record All(Question[] Parts) : Composition(Parts)
{
    protected override Outcome Combine(ReadOnlySpan<Outcome> outcomes)
    {
        var weakest = Outcome.Met;
        foreach (var outcome in outcomes) if (outcome < weakest) weakest = outcome;
        return weakest;
    }

    public override bool CanBe(Outcome outcome) => outcome is Outcome.Met ? Parts.All(part => part.CanBe(outcome)) : Parts.Any(part => part.CanBe(outcome));

    protected override Text Joined(Text parts) => parts;

    protected override string Remedying => "all-of-these";

    protected override DateTimeOffset Until(IEnumerable<DateTimeOffset> moments) => moments.Min();

    protected override (string En, string De) Conjunction => ("and", "und");
}

/// <summary>At least one part holds: the strongest answer, Kleene's "or".</summary>
public sealed record Any(Question[] Parts) : Composition(Parts)
{
    protected override Outcome Combine(ReadOnlySpan<Outcome> outcomes)
    {
        var strongest = Outcome.NotMet;
        foreach (var outcome in outcomes) if (outcome > strongest) strongest = outcome;
        return strongest;
    }

    public override bool CanBe(Outcome outcome) => outcome is Outcome.NotMet ? Parts.All(part => part.CanBe(outcome)) : Parts.Any(part => part.CanBe(outcome));

    protected override Text Joined(Text parts) => parts;

    protected override (string En, string De) Conjunction => ("or", "oder");
}

/// <summary>At least so many parts hold; undetermined while the open ones could still make it.</summary>
public sealed record AtLeast(int Number, Question[] Parts) : Composition(Parts)
{
    protected override Outcome Combine(ReadOnlySpan<Outcome> outcomes)
    {
        var (met, open) = (0, 0);
        foreach (var outcome in outcomes)
        {
            if (outcome is Outcome.Met) met++;
            if (outcome is Outcome.Undetermined) open++;
        }

        return met >= Number ? Outcome.Met : met + open >= Number ? Outcome.Undetermined : Outcome.NotMet;
    }

    public override bool CanBe(Outcome outcome) => Parts.Count(part => part.CanBe(outcome)) >= outcome switch { Outcome.Met => Number, Outcome.NotMet => Parts.Length - Number + 1, _ => 1 };

    protected override Text Joined(Text parts) => new($"At least {Number} of: {parts.En}", $"Mindestens {Number} von: {parts.De}");

    protected override (string En, string De) Conjunction => ("and", "und");
}

/// <summary>The part does not hold. What is open stays open. It states its own remedy, because the part's would lead the wrong way; only what is open is told by the part.</summary>
public sealed record Not(Question Part, Text Asked, Text WhatToDo) : Question
{
    public override Finding Examine(in Case @case)
    {
        var part = @case.Ask(Part);
        var outcome = part.Outcome switch { Outcome.Met => Outcome.NotMet, Outcome.NotMet => Outcome.Met, _ => Outcome.Undetermined };
        return new(outcome, "negated", part.Evidence, part.Also, [part]);
    }

    public override bool CanBe(Outcome outcome) => Part.CanBe(outcome switch { Outcome.Met => Outcome.NotMet, Outcome.NotMet => Outcome.Met, _ => outcome });

    public override Explanation Explain(in Finding finding, in Case @case, Names names)
    {
        var part = @case.Explain(Part, finding.Parts![0], names);
        return new($"not-{part.Code}", part.Reason, finding.Outcome switch
        {
            Outcome.Met => null,
            Outcome.NotMet => new("end-what-excludes", WhatToDo),
            _ => part.Remedy,
        });
    }

    public override Text Statement(Names names) => Asked;

    public override Scope AskedOf() => Part.AskedOf();
}

/// <summary>Several questions answered as one; the parts' answers are nested below.</summary>
public abstract record Composition(Question[] Parts) : Question
{
    private const string Reason = "composed";

    public override Finding Examine(in Case @case)
    {
        var findings = new Finding[Parts.Length];
        Span<Outcome> outcomes = stackalloc Outcome[Parts.Length];
        for (var i = 0; i < Parts.Length; i++)
        {
            findings[i] = @case.Ask(Parts[i]);
            outcomes[i] = findings[i].Outcome;
        }

        return new(Combine(outcomes), Reason, Parts: findings);
    }

    public override Explanation Explain(in Finding finding, in Case @case, Names names)
    {
        var outcome = finding.Outcome;
        var told = new List<Explanation>();
        for (var i = 0; i < Parts.Length; i++)
        {
            if (finding.Parts![i].Outcome == outcome) told.Add(@case.Explain(Parts[i], finding.Parts[i], names));
        }

        var reason = Sentences(told.Select(part => part.Reason));
        var remedies = told.Where(part => part.Remedy is not null).Select(part => part.Remedy!).ToArray();

        return new($"composed-{outcome.ToString().ToLowerInvariant()}", reason, remedies.Length == 0 ? null : new(
            Remedying, Sentences(remedies.Select(remedy => remedy.What)), Remedy.Last(remedies, @case.At, Until), remedies.Any(remedy => remedy.Remains)));
    }

    public override Text Statement(Names names) => Joined(Names.List(Parts.Select(part => part.Statement(names) switch { var text => new Text(text.En.TrimEnd('.'), text.De.TrimEnd('.')) }), Conjunction.En, Conjunction.De));

    /// <summary>Every choice of parts that would do, each mended in any of its ways.</summary>
    public override IEnumerable<IReadOnlyList<Act>> Ways(Finding finding, Case @case, Names names)
    {
        var outcomes = finding.Parts!.Select(part => part.Outcome).ToArray();
        var open = Enumerable.Range(0, Parts.Length).Where(i => outcomes[i] is not Outcome.Met).ToArray();

        for (var choice = 1; choice < 1 << Math.Min(open.Length, 10); choice++)
        {
            var (tried, chosen) = (outcomes.ToArray(), choice);
            int[] mended = [.. open.Where((_, bit) => (chosen & 1 << bit) != 0)];
            foreach (var i in mended) tried[i] = Outcome.Met;
            if (Combine(tried) is not Outcome.Met) continue;

            IEnumerable<IReadOnlyList<Act>> ways = [[]];
            foreach (var i in mended) ways = ways.SelectMany(way => Parts[i].Ways(finding.Parts![i], @case, names).Select(more => (Act[])[.. way, .. more])).ToArray();
            foreach (var way in ways) yield return way;
        }
    }

    public override Scope AskedOf()
    {
        var widest = Scope.Partner;
        foreach (var part in Parts) if (part.AskedOf() > widest) widest = part.AskedOf();
        return widest;
    }

    protected abstract Outcome Combine(ReadOnlySpan<Outcome> outcomes);

    protected abstract Text Joined(Text parts);

    protected abstract (string En, string De) Conjunction { get; }

    protected virtual string Remedying => "one-of-these";

    /// <summary>Until when something can still be done, if each part says until when for itself.</summary>
    protected virtual DateTimeOffset Until(IEnumerable<DateTimeOffset> moments) => moments.Max();

    private static Text Sentences(IEnumerable<Text> texts) => new(string.Join(' ', texts.Select(text => text.En)), string.Join(' ', texts.Select(text => text.De)));

    public virtual bool Equals(Composition? other) => other is not null && other.GetType() == GetType() && Parts.AsSpan().SequenceEqual(other.Parts);

    public override int GetHashCode() => Parts.Length;
}
