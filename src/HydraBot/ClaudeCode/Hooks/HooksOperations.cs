using System.ComponentModel;
using System.Text;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace HydraBot.ClaudeCode.Hooks;

/// <summary>Puts the hooks into this machine's Claude Code, and takes them out.</summary>
internal sealed class HooksOperations(HookKeys keys, IServer server, IOptions<ClaudeCodeOptions> options)
{
    private HooksFile Settings => new(options.Value.Settings is { Length: > 0 } set
        ? Path.GetFullPath(set)
        : Path.Combine(Environment.GetEnvironmentVariable("CLAUDE_CONFIG_DIR") is { Length: > 0 } folder ? folder : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".claude"), "settings.json"));

    [Operation("claude.hooks.show")]
    [Description("Shows how Claude Code's settings would change by the hooks")]
    public OperationResult<HooksChanged> Show() => Told(Settings, Settings.Plan(settings => HookSettings.With(settings, Command())).Difference, "It would change", "The hooks are there already");

    [Operation("claude.hooks.install", Access = AccessLevel.Owner, Effect = OperationEffect.Change)]
    [Description("Puts HydraBot's hooks into this machine's Claude Code settings, beside what is there")]
    public OperationResult<HooksChanged> Install(Clearance clearance) => Change(clearance, settings => HookSettings.With(settings, Command()), "The hooks are in", "The hooks are there already");

    [Operation("claude.hooks.remove", Access = AccessLevel.Owner, Effect = OperationEffect.Change)]
    [Description("Takes HydraBot's hooks out of this machine's Claude Code settings")]
    public OperationResult<HooksChanged> Remove(Clearance clearance) => Change(clearance, HookSettings.Without, "The hooks are out", "There are no hooks of HydraBot");

    private OperationResult<HooksChanged> Change(Clearance clearance, Func<JsonObject, JsonObject> change, string done, string nothing)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var settings = Settings;
        try
        {
            var (text, difference) = settings.Plan(change);
            if (difference.Length > 0)
                settings.Write(text);
            return Told(settings, difference, done, nothing);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OperationException($"{settings.Path} cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>This very program, as Claude Code's shell calls it.</summary>
    private string Command()
    {
        var program = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) is "dotnet"
            ? $"{Quoted(path)} {Quoted(Path.Combine(AppContext.BaseDirectory, "HydraBot.dll"))}"
            : Quoted(Environment.ProcessPath ?? "HydraBot");
        return $"{program} {HookSettings.Mark} --url {Address()} --key-file {Quoted(keys.File)}";
    }

    private string Address()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://127.0.0.1:8700";
        return address.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "127.0.0.1", StringComparison.Ordinal).TrimEnd('/');
    }

    private static string Quoted(string text) => OperatingSystem.IsWindows() ? $"\"{text}\"" : text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_') ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static OperationResult<HooksChanged> Told(HooksFile settings, string difference, string some, string none) => OperationResult.Of(
        new HooksChanged(settings.Path, difference.Length > 0, difference),
        new Card
        {
            Title = difference.Length > 0 ? some : none,
            Severity = CardSeverity.Good,
            Text = difference.Length > 0 ? $"```diff\n{PlainText.Cut(difference.Replace("```", "ʼʼʼ", StringComparison.Ordinal), 3400)}\n```" : null,
            Files = difference.Length > 3400 ? [new CardFile("settings.diff", "text/plain", Encoding.UTF8.GetBytes(difference))] : [],
            Footer = $"{settings.Path} · sessions that begin from now on; /claude hooks remove takes them out",
        });
}

/// <summary>What became of Claude Code's settings.</summary>
internal sealed record HooksChanged(string Path, bool Changed, string Difference);
