using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using HydraBot.Governance;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Architecture = ArchUnitNET.Domain.Architecture;
using Assembly = System.Reflection.Assembly;

namespace HydraBot.Tests.Architecture;

/// <summary>Which way the arrows point.</summary>
public class ProjectTests
{
    private static readonly Assembly Product = typeof(HydraBotBuilder).Assembly;
    private static readonly Assembly Kernel = typeof(Clearance).Assembly;
    private static readonly Assembly Client = Assembly.Load("HydraBot.Discord");
    private static readonly Assembly Mls = Assembly.Load("HydraBot.Mls");
    private static readonly Assembly Speech = Assembly.Load("HydraBot.Speech");
    private static readonly Assembly Emulator = Assembly.Load("HydraBot.DiscordEmulator");

    private static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader().LoadAssemblies(Product, Kernel, Client, Emulator).Build();

    [Fact]
    public void The_kernel_the_encryption_and_the_emulator_reference_nothing_of_ours_and_the_client_the_encryption_alone()
    {
        foreach (var assembly in new[] { Kernel, Mls, Speech, Emulator })
            Assert.DoesNotContain(assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("HydraBot", StringComparison.Ordinal));
        Assert.DoesNotContain(
            Client.GetReferencedAssemblies(), name => name.Name!.StartsWith("HydraBot", StringComparison.Ordinal) && name.Name != "HydraBot.Mls");

        // The negative control: the product does.
        Assert.Contains(Product.GetReferencedAssemblies(), name => name.Name == "HydraBot.Governance");
    }

    [Fact]
    public void The_kernel_references_no_library_that_reads_or_writes()
    {
        string[] allowed =
        [
            "System.Runtime", "System.Collections", "System.Collections.Immutable", "System.ComponentModel.Primitives", "System.Linq",
            "System.Linq.AsyncEnumerable", "System.Memory", "System.Text.Json", "System.Text.RegularExpressions", "System.Threading",
            "System.Threading.Channels", "System.Security.Cryptography", "System.Diagnostics.DiagnosticSource", "System.Text.Encodings.Web",
            "System.Runtime.InteropServices", "Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "YamlDotNet",
        ];
        Assert.Empty(Kernel.GetReferencedAssemblies().Select(name => name.Name!).Except(allowed));
    }

    [Fact]
    public void The_encryption_uses_nothing_but_the_platforms_own_primitives()
    {
        Assert.DoesNotContain(Mls.GetReferencedAssemblies(), name => !name.Name!.StartsWith("System.", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_local_mode_and_what_it_is_made_of_know_the_emulator()
    {
        Types().That().ResideInAssembly(Product).And().DoNotResideInNamespace("HydraBot.Hosting")
            .Should().NotDependOnAny(Types().That().ResideInAssembly(Emulator)).Check(Code);
    }

    /// <summary>Registrations are left out: the generated code that binds settings stands in each of them for all options.</summary>
    [Fact]
    public void Storage_knows_no_rooms_words()
    {
        var rooms = Types().That().ResideInNamespaceMatching(@"^HydraBot\.(Doors|Law|Fleet|Inference)").Or().ResideInAssembly(Kernel);
        Types().That().ResideInNamespace("HydraBot.Storage").And().DoNotHaveNameEndingWith("Registration")
            .Should().NotDependOnAny(rooms).Check(Code);
    }

    [Fact]
    public void The_law_knows_no_door_and_no_Discord()
    {
        var doors = Types().That().ResideInNamespaceMatching(@"^HydraBot\.Doors").Or().ResideInAssembly(Client);
        Types().That().ResideInNamespaceMatching(@"^HydraBot\.Law").And().DoNotHaveNameEndingWith("Registration")
            .Should().NotDependOnAny(doors).Check(Code);
    }

    [Fact]
    public void The_voice_room_knows_no_door_and_no_Discord()
    {
        var doors = Types().That().ResideInNamespaceMatching(@"^HydraBot\.Doors").Or().ResideInAssembly(Client);
        Types().That().ResideInNamespaceMatching(@"^HydraBot\.Voice").And().DoNotHaveNameEndingWith("Registration")
            .Should().NotDependOnAny(doors).Check(Code);
    }

    [Fact]
    public void Work_plans_know_no_door_and_of_the_rooms_the_law_and_the_briefing_alone()
    {
        var others = Types().That().ResideInNamespaceMatching(@"^HydraBot\.(Doors|Memory|Sandbox|Inference|Improvement|Fleet|ClaudeCode|Workshops|Repository|Voice|Help)").Or().ResideInAssembly(Client);
        Types().That().ResideInNamespaceMatching(@"^HydraBot\.Plans").And().DoNotHaveNameEndingWith("Registration")
            .Should().NotDependOnAny(others).Check(Code);
    }

    [Fact]
    public void A_rule_that_is_broken_is_found()
    {
        var broken = Types().That().ResideInNamespaceMatching(@"^HydraBot\.Law")
            .Should().NotDependOnAny(Types().That().ResideInAssembly(Kernel));
        Assert.False(broken.HasNoViolations(Code));
    }
}
