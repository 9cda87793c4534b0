namespace HydraBot.Law.Stored;

/// <summary>Ids as they are stored: 32 hexadecimal digits, which sort by time.</summary>
internal static class StoredId
{
    public static string Of(Guid id) => id.ToString("N");

    public static Guid Read(string id) => Guid.ParseExact(id, "N");
}
