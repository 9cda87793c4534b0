using System.Text.Json;

namespace HydraBot.Doors.Mcp.Verbs;

/// <summary>Where one property of a settings file stands, in bytes.</summary>
/// <param name="From">The first quote of its name.</param>
/// <param name="To">Behind its value.</param>
/// <param name="Before">Behind the value before it; -1 for the first.</param>
internal readonly record struct ClientFileProperty(int From, int To, int Before)
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Finds one of the root, or of an object in the root.</summary>
    public static ClientFileProperty? Find(byte[] bytes, string? container, string name)
    {
        var reader = new Utf8JsonReader(bytes, Lenient);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject || (container is not null && !Enter(ref reader, container)))
            return null;
        ClientFileProperty? found = null;
        var before = -1;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (from, wanted) = ((int)reader.TokenStartIndex, reader.ValueTextEquals(name));
            reader.Read();
            reader.Skip();
            if (wanted)
                found = new ClientFileProperty(from, (int)reader.BytesConsumed, before);
            before = (int)reader.BytesConsumed;
        }

        return found;
    }

    /// <summary>The file without it and without the comma that it no longer needs.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="lead">The space that was put before it.</param>
    /// <param name="tail">The space that was put behind it, where it is the only one.</param>
    public byte[] Cut(byte[] bytes, string lead, string tail)
    {
        var from = From;
        if (bytes.AsSpan(0, from).EndsWith(Ascii(lead)))
            from -= lead.Length;
        else
            while (IsSpace(bytes[from - 1]))
                from--;
        var cut = Cut(bytes, from, tail);
        // A comment that ends with its line may have swallowed what follows: then the space stays.
        return IsWhole(cut) ? cut : Cut(bytes, From, "");
    }

    private byte[] Cut(byte[] bytes, int from, string tail)
    {
        if (Comma(bytes, To) is >= 0 and var behind)
            return [.. bytes[..from], .. bytes[To..behind], .. bytes[(behind + 1)..]];
        if (Before >= 0 && Comma(bytes, Before) is >= 0 and var ahead && ahead < from)
            return [.. bytes[..ahead], .. bytes[(ahead + 1)..from], .. bytes[To..]];
        if (Before >= 0)
            return [.. bytes[..Comma(bytes, Before)], .. bytes[To..]];
        var to = bytes.AsSpan(To).StartsWith(Ascii(tail)) ? To + tail.Length : To;
        return [.. bytes[..from], .. bytes[to..]];
    }

    /// <summary>The comma that follows, behind space and comments; -1 where there is none.</summary>
    private static int Comma(byte[] bytes, int from)
    {
        for (var at = from; at < bytes.Length; at++)
        {
            if (bytes[at] == ',')
                return at;
            if (bytes[at] == '/' && at + 1 < bytes.Length)
                at = bytes[at + 1] == '*' ? Behind(bytes, at + 2, "*/"u8) : Behind(bytes, at + 2, "\n"u8);
            else if (!IsSpace(bytes[at]))
                return -1;
        }

        return -1;
    }

    /// <summary>The last byte of the next such mark.</summary>
    private static int Behind(byte[] bytes, int from, ReadOnlySpan<byte> mark) =>
        bytes.AsSpan(from).IndexOf(mark) is >= 0 and var at ? from + at + mark.Length - 1 : bytes.Length;

    private static bool Enter(ref Utf8JsonReader reader, string container)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = reader.ValueTextEquals(container);
            reader.Read();
            if (wanted)
                return reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
        }

        return false;
    }

    private static bool IsWhole(byte[] bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, Lenient);
            while (reader.Read())
                reader.Skip();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] Ascii(string text) => System.Text.Encoding.ASCII.GetBytes(text);

    private static bool IsSpace(byte letter) => letter is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
