namespace EligibilityService.Application.Feed;

/// <summary>Under which address this service is read from outside. Schemas are told by it, the same to whoever fetches an entry and whoever gets it sent.</summary>
public sealed class ServiceAddress
{
    private volatile Uri? _known;

    /// <summary>Null until it is known, and where nobody has said it and the host listens on every address of its machine.</summary>
    public Uri? Known => _known;

    public void Is(Uri address) => _known = address.AbsoluteUri.EndsWith('/') ? address : new($"{address.AbsoluteUri}/");
}
