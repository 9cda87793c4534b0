using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HydraBot.ClaudeCode;

/// <summary>Section <c>ClaudeCode</c>: Claude Code sessions, anybody's and the house's own.</summary>
internal sealed class ClaudeCodeOptions : IValidatableObject
{
    public const string Section = "ClaudeCode";

    /// <summary>Name or id of the channel that sessions' threads hang in.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Channel { get; set; } = "command";

    /// <summary>Lets channel servers (<c>claude-channel</c>) carry messages into sessions and answers out of them.</summary>
    public bool ChannelServer { get; set; }

    /// <summary>Folders below which sessions of the house may be started; none where it is empty.</summary>
    public IList<string> Folders { get; set; } = [];

    /// <summary>The program of the house's own sessions.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Command { get; set; } = "claude";

    /// <summary>The model of the house's own sessions; Claude Code's own choice where it is not set.</summary>
    public string? Model { get; set; }

    /// <summary>Claude Code's permission mode of the house's own sessions.</summary>
    [RegularExpression("^(manual|default|acceptEdits|plan)$", ErrorMessage = "is one of manual, default, acceptEdits, plan")]
    public string PermissionMode { get; set; } = "manual";

    /// <summary>How many sessions of the house may be awake at once.</summary>
    [Range(1, 32)]
    public int MaxSessions { get; set; } = 4;

    /// <summary>A session of the house that has nothing to do for this long is put to sleep; a message wakes it.</summary>
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Claude Code's settings file, for <c>claude.hooks.install</c>; the one in the home folder where it is not set.</summary>
    public string? Settings { get; set; }

    /// <summary>Other machines whose sessions report here, by name, each with a key that opens the hook address and nothing else.</summary>
    public Dictionary<string, ClaudeMachineOptions> Machines { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (index, folder) in Folders.Index().Where(pair => !Path.IsPathFullyQualified(pair.Item)))
            yield return new ValidationResult($"ClaudeCode:Folders:{index} is '{folder}'; allowed is an absolute path.");
        if (Idle < TimeSpan.FromSeconds(10) || Idle > TimeSpan.FromDays(1))
            yield return new ValidationResult($"ClaudeCode:Idle is '{Idle}'; allowed is 00:00:10 to 1.00:00:00.");
        foreach (var (name, _) in Machines.Where(machine => machine.Value.Token.Length < 16 || machine.Value.Token.Any(c => c is <= ' ' or > '~')))
            yield return new ValidationResult($"ClaudeCode:Machines:{name}:Token is '[secret]'; allowed is at least 16 printable ASCII characters without spaces, such as the output of 'openssl rand -hex 32'.");
    }
}

/// <summary>Section <c>ClaudeCode:Machines:name</c>.</summary>
internal sealed class ClaudeMachineOptions
{
    public string Token { get; set; } = "";
}

[OptionsValidator]
internal sealed partial class ClaudeCodeOptionsValidator : IValidateOptions<ClaudeCodeOptions>;
