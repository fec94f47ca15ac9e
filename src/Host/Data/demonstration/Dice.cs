namespace EligibilityService.Host.Data.Demonstration;

/// <summary>Chance that comes out the same for ever, on every machine and every runtime: xorshift64*, and whole numbers only.</summary>
internal sealed class Dice
{
    private ulong _state;

    /// <summary>Each row has dice of its own, so that a longer file begins with the shorter one.</summary>
    public Dice(ulong seed, int row)
    {
        var mixed = seed + (0x9E3779B97F4A7C15UL * (ulong)(row + 1));
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        _state = (mixed ^ (mixed >> 31)) | 1;
    }

    /// <summary>From 0 up to, not including, the bound.</summary>
    public int Below(int bound)
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (int)((((_state * 0x2545F4914F6CDD1DUL) >> 32) * (ulong)bound) >> 32);
    }

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    public T Weighted<T>(IReadOnlyList<(T Choice, int Weight)> choices)
    {
        var left = Below(choices.Sum(choice => choice.Weight));
        foreach (var (choice, weight) in choices)
        {
            if ((left -= weight) < 0)
            {
                return choice;
            }
        }

        throw new ArgumentException("There is nothing to choose from.", nameof(choices));
    }

    /// <summary>A value between the evenly spaced quantiles of a distribution: skewed sizes without floating point.</summary>
    public int Between(ReadOnlySpan<int> quantiles)
    {
        const int steps = 1000;
        var position = Below((quantiles.Length - 1) * steps);
        var (below, above) = (quantiles[position / steps], quantiles[(position / steps) + 1]);
        return below + ((above - below) * (position % steps) / steps);
    }
}
