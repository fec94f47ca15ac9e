using EligibilityService.Host.Api;
using EligibilityService.Infrastructure.Subscriptions;

namespace EligibilityService.Host.Terminal;

/// <summary>Writes the schemas of the published language and its AsyncAPI document; needs no database.</summary>
internal static class FeedLanguage
{
    /// <param name="folder">Null: where they are checked in.</param>
    /// <returns>1 where a published shape would change: that is never written.</returns>
    public static async Task<int> Write(string? folder)
    {
        var changed = await PublishedSchemas.Write(folder ?? Path.Combine(OpenApi.Repository(), "docs"));
        foreach (var type in changed) await Console.Error.WriteLineAsync($"The shape of {type} was published and never changes. Leave it as it was and add the new shape as the next version beside it.");
        return changed.Count == 0 ? 0 : 1;
    }
}
