using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Hosting;

namespace HydraBot.Improvement.Code;

/// <summary>
/// The programs that were built, a folder a commit, and which of them runs. Pointers are small files that are replaced whole, and the watchdog and the
/// house talk through them.
/// </summary>
internal sealed class Releases(string data)
{
    /// <summary>The house ends with this code when it wants the watchdog to start the next program.</summary>
    public const int Restart = 75;

    /// <summary>Set by the watchdog for the house that it watches.</summary>
    public const string Supervised = "HYDRA_SUPERVISED";

    /// <summary>The name of the program as it was installed, before any patch.</summary>
    public const string Installed = "installed";

    private readonly string _folder = Path.Combine(data, "improvement", "releases");

    public Releases(ApplicationPaths paths)
        : this(paths.Data)
    {
    }

    /// <summary>What runs, or runs next.</summary>
    public string Current => Read("current") ?? Installed;

    /// <summary>What is to be started next and watched; null when nothing is.</summary>
    public string? Next => Read("next");

    /// <summary>A program that did not live through its watch, and why; null when there is none that was not told yet.</summary>
    public (string Commit, string Reason)? Returned => Read("returned") is { } text && JsonNode.Parse(text) is JsonObject told
        ? ((string)told["commit"]!, (string)told["reason"]!)
        : null;

    /// <summary>Where the program of a commit is.</summary>
    public string FolderOf(string commit) => Path.Combine(_folder, commit);

    /// <summary>The executable of a commit; the installed one is the one that runs this.</summary>
    public string ProgramOf(string commit) => commit == Installed ? Environment.ProcessPath ?? "HydraBot" : Path.Combine(FolderOf(commit), "HydraBot");

    public bool Has(string commit) => commit == Installed || File.Exists(ProgramOf(commit));

    public void SetCurrent(string commit) => Write("current", commit);

    public void SetNext(string? commit) => Write("next", commit);

    public void SetReturned(string? commit, string reason = "") =>
        Write("returned", commit is null ? null : JsonSerializer.Serialize(new Dictionary<string, string> { ["commit"] = commit, ["reason"] = reason }, ReleaseJson.Default.DictionaryStringString));

    private string? Read(string name)
    {
        var file = Path.Combine(_folder, name);
        return File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } text ? text : null;
    }

    private void Write(string name, string? text)
    {
        Directory.CreateDirectory(_folder);
        var file = Path.Combine(_folder, name);
        if (text is null)
        {
            File.Delete(file);
            return;
        }

        var half = $"{file}.part";
        using (var stream = new FileStream(half, FileMode.Create, FileAccess.Write))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(half, file, overwrite: true);
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ReleaseJson : System.Text.Json.Serialization.JsonSerializerContext;
