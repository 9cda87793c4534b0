using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance.Audit;
using HydraBot.Hosting;

namespace HydraBot.Doors.Mcp.Verbs;

/// <summary>The house's entry in one client's file, and beside the file a note of what stood in its place, so that exactly the entry can be taken back.</summary>
internal sealed class ClientRegistration(KnownClient client, SecretMask mask)
{
    private const string EntryName = "hydrabot";

    private string NotePath => client.File + ".before-hydrabot";

    /// <summary>True once it was put.</summary>
    public bool IsNoted => File.Exists(NotePath);

    /// <summary>Puts the entry, and says what changed; never a word of what belongs to another server.</summary>
    /// <exception cref="JsonException">The file is not JSON; it is left as it is.</exception>
    public string Put(string entry)
    {
        var before = WholeFile.Read(client.File);
        var after = ClientFile.Put(before, client.Container, EntryName, entry);
        if (after == before)
            return $"{client.Title}: {client.File} has it already.";
        var old = ClientFile.Entry(before, client.Container, EntryName);
        if (old is null || !IsNoted)
            WholeFile.Write(NotePath, Note(created: !File.Exists(client.File), container: !ClientFile.HasContainer(before, client.Container), old), onlyMine: true);
        WholeFile.Write(client.File, after);
        return $"{client.Title}: {client.File}, in {client.Container}\n{(old is null ? "" : Line('-', old))}{Line('+', entry)}".TrimEnd();
    }

    /// <summary>Takes it back; whatever else was written since stays.</summary>
    /// <exception cref="JsonException">The file is not JSON; it is left as it is.</exception>
    public string Undo()
    {
        using var note = JsonDocument.Parse(File.ReadAllText(NotePath));
        var before = WholeFile.Read(client.File);
        var old = note.RootElement.GetProperty("entry").GetString();
        var entry = ClientFile.Entry(before, client.Container, EntryName);
        if (entry is not null)
        {
            var after = old is null
                ? ClientFile.Remove(before, client.Container, EntryName, note.RootElement.GetProperty("container").GetBoolean())
                : ClientFile.Put(before, client.Container, EntryName, old);
            if (note.RootElement.GetProperty("created").GetBoolean() && ClientFile.IsEmpty(after))
                File.Delete(client.File);
            else
                WholeFile.Write(client.File, after);
        }

        File.Delete(NotePath);
        return entry is null ? $"{client.Title}: {client.File} has no entry of ours any more."
            : $"{client.Title}: {client.File}, in {client.Container}\n{Line('-', entry)}{(old is null ? "" : Line('+', old))}".TrimEnd();
    }

    private static string Note(bool created, bool container, string? entry) => new JsonObject { ["created"] = created, ["container"] = container, ["entry"] = entry }.ToJsonString();

    private string Line(char sign, string entry) => $"  {sign} \"{EntryName}\": {Shown(entry)}\n";

    /// <summary>Without what an older entry may hold of secrets: the values of its environment and headers, and all that looks like one.</summary>
    private string Shown(string entry)
    {
        var node = JsonNode.Parse(entry, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        foreach (var held in ((string[])["env", "headers"]).Select(name => (node as JsonObject)?[name]).OfType<JsonObject>())
            foreach (var name in held.Select(pair => pair.Key).ToArray())
                held[name] = SecretMask.Mask;
        return node is null ? "null" : mask.Apply(JsonElement.Parse(node.ToJsonString())).GetRawText();
    }
}
