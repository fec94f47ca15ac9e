using EligibilityService.Infrastructure.Ledger;

namespace EligibilityService.Infrastructure.ReadModels;

/// <summary>Which stream holds what, as the events up to a position have it.</summary>
internal sealed class HeldReservations
{
    private readonly Dictionary<(Guid Stream, string Kind), List<string>> _held = [];

    public long UpTo { get; private set; }

    public IEnumerable<(string Kind, string Key, Guid Stream)> All => _held.SelectMany(pair => pair.Value.Select(key => (pair.Key.Kind, key, pair.Key.Stream)));

    public void Learn(EventPage page)
    {
        foreach (var e in page.Events)
        foreach (var (kind, key) in Reservations.Of(e.Data))
        {
            if (key is null) _held.Remove((e.StreamId, kind));
            else if (_held.TryGetValue((e.StreamId, kind), out var keys)) keys.Add(key);
            else _held[(e.StreamId, kind)] = [key];
        }

        UpTo = page.UpTo;
    }
}
