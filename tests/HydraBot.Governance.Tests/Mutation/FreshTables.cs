using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using HydraBot.Governance.Readers;
using HydraBot.Governance.Tests.Mutation;
using Xunit;

[assembly: AssemblyFixture(typeof(FreshTables))]

namespace HydraBot.Governance.Tests.Mutation;

/// <summary>
/// Under mutation alone: before each run the kernel's static tables are made anew where the mutant that is active now, or the one before it, stands in one. Stryker's runner asks one process
/// about many mutants, while a table is made once: a mutant of a table would answer for all that follow, or for nothing. Stryker compiles without optimization, so that no code has
/// a table's content built in.
/// </summary>
public sealed class FreshTables
{
    // A chain of tables made from tables is no longer than this.
    private const int Deepest = 4;

    private const int NoMutant = -1;
    private const string Control = "MutantControl";

    private static readonly Assembly Kernel = typeof(ActReader).Assembly;

    // What a process is, it is for its whole life; a fixture is made for each run.
    private static HashSet<int>? _inTables;
    private static Action[]? _makers;
    private static int _before = NoMutant;

    /// <summary>Makes the tables with the mutant that is active now.</summary>
    public FreshTables()
    {
        if (Environment.GetEnvironmentVariable("STRYKER_MUTANT_FILE") is not { Length: > 0 } file || Environment.GetEnvironmentVariable("STRYKER_COVERAGE_FILE") is { Length: > 0 })
            return;
        if (Kernel.GetTypes().SingleOrDefault(type => type.Name == Control) is not { } control)
            return;

        _inTables ??= Met(control);
        var active = Active(file);
        var before = Interlocked.Exchange(ref _before, active);
        if (active == before || (!_inTables.Contains(active) && !_inTables.Contains(before)))
            return;
        _makers ??= [.. WithTables.Select(Maker)];
        for (var turn = 0; turn < Deepest; turn++)
        {
            foreach (var make in _makers)
                make();
        }
    }

    private static IEnumerable<Type> WithTables =>
        Kernel.GetTypes().Where(type => type.TypeInitializer is not null && !type.ContainsGenericParameters && type.Name != Control);

    private static int Active(string file)
    {
        Span<byte> id = stackalloc byte[sizeof(int)];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.ReadExactly(id);
        return BinaryPrimitives.ReadInt32LittleEndian(id);
    }

    /// <summary>The mutants that are met while tables are made; while they are looked for, none is active.</summary>
    private static HashSet<int> Met(Type control)
    {
        var capture = control.GetField("CaptureCoverage")!;
        capture.SetValue(null, true);
        foreach (var type in WithTables)
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        capture.SetValue(null, false);
        return [.. ((IList<int>[])control.GetMethod("GetCoverageData")!.Invoke(null, null)!).SelectMany(ids => ids)];
    }

    /// <summary>Calls a type's initializer, which the runtime itself does only once.</summary>
    private static Action Maker(Type type)
    {
        var maker = new DynamicMethod("Make", null, null, type.Module, skipVisibility: true);
        var code = maker.GetILGenerator();
        code.Emit(OpCodes.Call, type.TypeInitializer!);
        code.Emit(OpCodes.Ret);
        return maker.CreateDelegate<Action>();
    }
}
