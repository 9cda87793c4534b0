using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Hosting.Starting;

namespace HydraBot.Hosting.Setup;

/// <summary>The owner's own settings file. What is set goes beside what stands there; the file is replaced whole, and can be read by its owner alone.</summary>
internal sealed class LocalSettings
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject _root;

    private LocalSettings(string path, JsonObject root) => (File, _root) = (path, root);

    /// <summary>Where it is.</summary>
    public string File { get; }

    /// <summary>As it would be written.</summary>
    public string Text => _root.ToJsonString(Indented) + "\n";

    /// <exception cref="StartException">What is there is no settings file, or would lose something by being written anew.</exception>
    public static LocalSettings Read(string path)
    {
        try
        {
            var text = WholeFile.Read(path);
            var root = string.IsNullOrWhiteSpace(text) ? new JsonObject() : JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
            return new LocalSettings(path, root ?? throw new StartException($"{path} holds no object of settings; it is left as it is."));
        }
        catch (JsonException exception)
        {
            throw new StartException($"{path} is left as it is, since it cannot be read without loss (comments and trailing commas are taken out first): {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>What is set there now; null where nothing is.</summary>
    public string? Find(string key)
    {
        JsonNode? node = _root;
        for (ReadOnlySpan<string> path = key.Split(':'); path.Length > 0;)
            node = Step(node, ref path);
        return node is JsonValue value ? value.ToString() : null;
    }

    /// <summary>The names of the settings below a key.</summary>
    public IReadOnlyDictionary<string, string?> Below(string key)
    {
        JsonNode? node = _root;
        for (ReadOnlySpan<string> path = key.Split(':'); path.Length > 0;)
            node = Step(node, ref path);
        return node is JsonObject named ? named.ToDictionary(pair => pair.Key, pair => pair.Value?.ToString(), StringComparer.OrdinalIgnoreCase) : new Dictionary<string, string?>();
    }

    /// <summary>Sets one value and leaves all others.</summary>
    /// <exception cref="StartException">Something else stands in its way.</exception>
    public void Set(string key, string value) => Set(_root, key, key.Split(':'), value);

    /// <exception cref="StartException">It cannot be written.</exception>
    public void Write()
    {
        try
        {
            if (!OperatingSystem.IsWindows() && System.IO.File.Exists(File))
                System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            WholeFile.Write(File, Text, onlyMine: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"{File} cannot be written and is as it was: {exception.Message}", exception);
        }
    }

    private void Set(JsonNode parent, string key, ReadOnlySpan<string> path, string value)
    {
        var (name, length) = Name(parent, path);
        if (length == path.Length)
        {
            if (Child(parent, name) is JsonObject or JsonArray)
                throw InTheWay(key, "settings below it");
            Put(parent, key, name, JsonValue.Create(value));
            return;
        }

        var rest = path[length..];
        if (Child(parent, name) is not { } child)
            Put(parent, key, name, child = rest[0] == "0" ? new JsonArray() : new JsonObject());
        if (child is JsonValue)
            throw InTheWay(key, $"a value at {name}");
        Set(child, key, rest, value);
    }

    /// <summary>A name may be written with its colons: <c>"Discord:Token"</c> is the same setting as a Token within Discord.</summary>
    private static (string Name, int Length) Name(JsonNode? parent, ReadOnlySpan<string> path)
    {
        for (var length = path.Length; length > 1; length--)
        {
            var joined = string.Join(':', path[..length].ToArray());
            if (parent is JsonObject named && named.FirstOrDefault(pair => pair.Key.Equals(joined, StringComparison.OrdinalIgnoreCase)) is { Key: { } written })
                return (written, length);
        }

        var first = path[0];
        return (parent is JsonObject known && known.FirstOrDefault(pair => pair.Key.Equals(first, StringComparison.OrdinalIgnoreCase)) is { Key: { } name } ? name : first, 1);
    }

    private static JsonNode? Step(JsonNode? node, ref ReadOnlySpan<string> path)
    {
        var (name, length) = Name(node, path);
        path = path[length..];
        return Child(node, name);
    }

    private static JsonNode? Child(JsonNode? parent, string name) => parent switch
    {
        JsonObject named => named[name],
        JsonArray list when int.TryParse(name, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < list.Count => list[index],
        _ => null,
    };

    private void Put(JsonNode parent, string key, string name, JsonNode? value)
    {
        if (parent is JsonObject named)
            named[name] = value;
        else if (parent is JsonArray list && int.TryParse(name, CultureInfo.InvariantCulture, out var index) && index >= 0 && index <= list.Count)
            PutAt(list, index, value);
        else
            throw InTheWay(key, "a list without such a place");
    }

    private static void PutAt(JsonArray list, int index, JsonNode? value)
    {
        if (index == list.Count)
            list.Add(value);
        else
            list[index] = value;
    }

    private StartException InTheWay(string key, string what) => new($"{key} cannot be set in {File}: there is {what}. It is left as it is.");
}
