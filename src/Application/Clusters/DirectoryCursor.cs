using System.Buffers.Text;
using System.Text;

namespace EligibilityService.Application.Clusters;

/// <summary>A place in the directory as it travels in an address. Names before and after may come and go; the place stays.</summary>
internal static class DirectoryCursor
{
    private const string Mark = "clusters1";
    private const int Longest = 600;

    public static string Write(DirectoryPlace last) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Mark}\n{last.Name}\n{last.Id:N}"));

    /// <summary>Null where it was not written here.</summary>
    public static DirectoryPlace? Read(string cursor)
    {
        if (cursor.Length > Longest || !Base64Url.IsValid(cursor)) return null;

        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('\n') is [Mark, var name, var id] && Guid.TryParseExact(id, "N", out var known)
            ? new(name, known)
            : null;
    }
}
