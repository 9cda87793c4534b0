using System.ComponentModel.DataAnnotations;
using HydraBot.Sandbox;
using HydraBot.Sandbox.Languages;
using Xunit;

namespace HydraBot.Tests.Sandbox;

/// <summary>Settings are held to what they may be before the house starts.</summary>
public sealed class SandboxOptionsTests
{
    private static readonly (SandboxOptions Options, string Expected)[] Wrong =
    [
        (new SandboxOptions { MemoryMb = 8 }, "Sandbox:MemoryMb is '8'; allowed is 32 to 1024."),
        (new SandboxOptions { MemoryMb = 2048 }, "Sandbox:MemoryMb is '2048'; allowed is 32 to 1024."),
        (new SandboxOptions { Cpus = double.NaN }, "Sandbox:Cpus is 'NaN'; allowed is 0.1 to 64."),
        (new SandboxOptions { TimeoutSeconds = 500 }, "Sandbox:TimeoutSeconds is '500'; allowed is 1 to 120."),
        (new SandboxOptions { Engine = "nonsense" }, "Sandbox:Engine (or DOCKER_HOST) is 'nonsense'"),
        (new SandboxOptions { ReapInterval = TimeSpan.Zero }, "Sandbox:ReapInterval is '00:00:00'"),
        (new SandboxOptions { Languages = { ["x"] = new LanguageOptions() } }, "Sandbox:Languages:x:Run is not set"),
        (new SandboxOptions { Languages = { ["x"] = new LanguageOptions { Run = ["a"], File = "../a" } } }, "Sandbox:Languages:x:File is '../a'"),
    ];

    [Fact]
    public void A_wrong_setting_is_named_with_what_is_allowed() => Assert.All(Wrong, wrong => Assert.Contains(
        wrong.Options.Validate(new ValidationContext(wrong.Options)), problem => problem.ErrorMessage!.StartsWith(wrong.Expected, StringComparison.Ordinal)));

    [Fact]
    public void The_defaults_are_allowed() => Assert.Empty(new SandboxOptions().Validate(new ValidationContext(this)));
}
