using System.Collections.Immutable;
using Xunit.Sdk;
using Xunit.v3;

namespace HydraBot.Governance.Tests.Mutation;

/// <summary>Pages of acts by when they last failed in this process: mutants that stand side by side are noticed by acts that do so too, and the first failure ends a run.</summary>
public sealed class LastFailedFirst : ITestCaseOrderer
{
    // A process runs the same tests once a mutant, and only there does this change anything.
    private static ImmutableList<(string File, int First)> _failed = [];

    /// <summary>Remembers a page that failed.</summary>
    public static void Note(string file, int first) => ImmutableInterlocked.Update(ref _failed, failed => failed.Remove((file, first)).Insert(0, (file, first)));

    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase
    {
        var failed = _failed;
        return [.. testCases.OrderBy(test => test is XunitTestCase { TestMethodArguments: [string file, int first] } ? Place(failed, file, first) : int.MaxValue)];
    }

    private static int Place(ImmutableList<(string File, int First)> failed, string file, int first) =>
        failed.IndexOf((file, first)) is >= 0 and var place ? place : failed is [var last, ..] && last.File == file ? failed.Count : int.MaxValue;
}
