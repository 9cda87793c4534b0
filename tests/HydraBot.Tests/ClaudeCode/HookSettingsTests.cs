using System.Text.Json.Nodes;
using HydraBot.ClaudeCode.Hooks;
using HydraBot.Governance.Operations;
using Xunit;

namespace HydraBot.Tests.ClaudeCode;

public sealed class HookSettingsTests : IDisposable
{
    private const string Theirs = """
        {
            "model": "opus",
            "hooks": { "Stop": [ { "hooks": [ { "type": "command", "command": "say done" } ] } ], "PreCompact": [] },
            "permissions": { "allow": [ "Bash(ls:*)" ] }
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-hooks-");

    private string Path => System.IO.Path.Combine(_folder.FullName, ".claude", "settings.json");

    private HooksFile Settings => new(Path);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_stands_there_stays_and_ours_are_beside_it_once()
    {
        var once = HookSettings.With((JsonObject)JsonNode.Parse(Theirs)!, "HydraBot claude-hook");
        var twice = HookSettings.With(once, "HydraBot claude-hook");
        Assert.True(JsonNode.DeepEquals(once, twice));
        Assert.Equal("say done", once["hooks"]!["Stop"]![0]!["hooks"]![0]!["command"]!.ToString());
        Assert.Equal(("opus", "Bash(ls:*)"), (once["model"]!.ToString(), once["permissions"]!["allow"]![0]!.ToString()));
        Assert.Equal("HydraBot claude-hook ask", once["hooks"]!["PermissionRequest"]![0]!["hooks"]![0]!["command"]!.ToString());
        Assert.Contains(once["hooks"]!["Stop"]!.AsArray(), group => (bool?)group!["hooks"]![0]!["asyncRewake"] == true);
    }

    [Fact]
    public void Taken_out_again_the_file_is_what_it_was_to_the_letter()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllText(Path, Theirs);
        var plan = Settings.Plan(settings => HookSettings.With(settings, "HydraBot claude-hook"));
        Assert.Contains("+        \"matcher\": \"*\",", plan.Difference, StringComparison.Ordinal);
        Settings.Write(plan.Text);
        Settings.Write(Settings.Plan(HookSettings.Without).Text);
        Assert.Equal(Theirs, File.ReadAllText(Path));
    }

    [Fact]
    public void What_was_added_since_stays_when_ours_are_taken_out()
    {
        Settings.Write(Settings.Plan(settings => HookSettings.With(settings, "HydraBot claude-hook")).Text);
        var changed = (JsonObject)JsonNode.Parse(File.ReadAllText(Path))!;
        changed["model"] = "sonnet";
        File.WriteAllText(Path, changed.ToJsonString());
        Settings.Write(Settings.Plan(HookSettings.Without).Text);
        Assert.Equal("""{"model":"sonnet"}""", JsonNode.Parse(File.ReadAllText(Path))!.ToJsonString());
    }

    [Fact]
    public void Settings_that_are_no_JSON_are_left_alone()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllText(Path, "{ broken");
        var fault = Assert.Throws<OperationException>(() => Settings.Plan(HookSettings.Without));
        Assert.Contains("is no JSON, so it is left as it is", fault.Message, StringComparison.Ordinal);
        Assert.Equal("{ broken", File.ReadAllText(Path));
    }
}
