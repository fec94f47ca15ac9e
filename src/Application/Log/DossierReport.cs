using EligibilityService.Domain.Deciding;

namespace EligibilityService.Application.Log;

/// <summary>How it stands with a dossier.</summary>
public enum DossierStanding
{
    /// <summary>All that it holds is as it was when the checkpoint from outside was noted, or was added since and is shown as such.</summary>
    Proven,

    /// <summary>Something was altered, dropped, added or put in another order.</summary>
    Altered,

    /// <summary>Sound in itself; but whoever made it could have made up all of it, since no checkpoint from outside was held against it.</summary>
    NotProven,
}

/// <summary>What a verifier has to say, in words.</summary>
public sealed record DossierReport(DossierStanding Standing, IReadOnlyList<Text> Shown, IReadOnlyList<Text> Found, IReadOnlyList<Text> Open);
