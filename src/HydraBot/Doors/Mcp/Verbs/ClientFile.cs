using System.Text;
using System.Text.Json;

namespace HydraBot.Doors.Mcp.Verbs;

/// <summary>Puts one entry into a client's settings file or takes it out, and leaves every other byte as it is, comments among them.</summary>
internal static class ClientFile
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The text with the entry in it.</summary>
    /// <param name="text">The file as it is; empty for a new one.</param>
    /// <param name="container">The object that holds the servers, such as <c>mcpServers</c>.</param>
    /// <param name="name">The entry's name.</param>
    /// <param name="entry">Its JSON, on one line.</param>
    /// <exception cref="JsonException">The file is not JSON, with comments or without; it is not to be written.</exception>
    public static string Put(string text, string container, string name, string entry)
    {
        if (string.IsNullOrWhiteSpace(text))
            text = "{\n}\n";
        var bytes = Encoding.UTF8.GetBytes(text);
        var places = Find(bytes, container, name);
        if (places.Entry is { } old)
            return Replace(bytes, old.From, old.To, entry);
        if (places.Container is { } held)
            return Replace(bytes, held.From + 1, held.From + 1, $"\n    \"{name}\": {entry}{(held.Empty ? "\n  " : ",")}");
        return Replace(bytes, places.Root.From + 1, places.Root.From + 1, $"\n  \"{container}\": {{\n    \"{name}\": {entry}\n  }}{(places.Root.Empty ? "" : ",")}");
    }

    /// <summary>What stands under the name now, as it is written; null where nothing does.</summary>
    /// <exception cref="JsonException">The file is not JSON.</exception>
    public static string? Entry(string text, string container, string name) =>
        !string.IsNullOrWhiteSpace(text) && Encoding.UTF8.GetBytes(text) is var bytes && Find(bytes, container, name).Entry is { } entry ? Encoding.UTF8.GetString(bytes, entry.From, entry.To - entry.From) : null;

    /// <summary>Whether there is an object for servers at all.</summary>
    /// <exception cref="JsonException">The file is not JSON.</exception>
    public static bool HasContainer(string text, string container) => !string.IsNullOrWhiteSpace(text) && Find(Encoding.UTF8.GetBytes(text), container, "").Container is not null;

    /// <summary>The text without the entry.</summary>
    /// <param name="text">The file as it is.</param>
    /// <param name="container">The object that holds the servers.</param>
    /// <param name="name">The entry's name.</param>
    /// <param name="withContainer">Takes the container too, where nothing else is in it.</param>
    /// <exception cref="JsonException">The file is not JSON.</exception>
    public static string Remove(string text, string container, string name, bool withContainer)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (ClientFileProperty.Find(bytes, container, name) is not { } entry)
            return text;
        var without = entry.Cut(bytes, "\n    ", "\n  ");
        return withContainer && Find(without, container, name).Container is { Empty: true } && ClientFileProperty.Find(without, null, container) is { } holder
            ? Encoding.UTF8.GetString(holder.Cut(without, "\n  ", ""))
            : Encoding.UTF8.GetString(without);
    }

    /// <summary>Whether nothing at all is in it.</summary>
    public static bool IsEmpty(string text) => string.IsNullOrWhiteSpace(text) || Find(Encoding.UTF8.GetBytes(text), "", "").Root.Empty;

    private static string Replace(byte[] bytes, int from, int to, string with) =>
        Encoding.UTF8.GetString(bytes, 0, from) + with + Encoding.UTF8.GetString(bytes, to, bytes.Length - to);

    private static ((int From, bool Empty) Root, (int From, bool Empty)? Container, (int From, int To)? Entry) Find(byte[] bytes, string container, string name)
    {
        var reader = new Utf8JsonReader(bytes, Lenient);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The file holds no object.");
        (int From, bool Empty) root = ((int)reader.TokenStartIndex, true);
        (int From, bool Empty)? held = null;
        (int From, int To)? entry = null;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            root.Empty = root.Empty && reader.CurrentDepth != 1;
            if (reader.CurrentDepth != 1 || !reader.ValueTextEquals(container))
                continue;
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject || held is not null)
                throw new JsonException($"'{container}' is {(held is null ? "not an object" : "there twice")}.");
            held = ((int)reader.TokenStartIndex, true);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                held = (held.Value.From, false);
                var wanted = reader.ValueTextEquals(name);
                reader.Read();
                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                if (wanted)
                    entry = (from, (int)reader.BytesConsumed);
            }
        }

        return (root, held, entry);
    }
}
