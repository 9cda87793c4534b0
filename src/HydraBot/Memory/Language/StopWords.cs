using System.Collections.Frozen;

namespace HydraBot.Memory.Language;

/// <summary>English words that say nothing about what a text is about.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> Words = (
        "a about above after again all also am an and any are aren as at be because been before being below between both but by can cannot could couldn did "
        + "didn do does doesn doing don down during each either else ever few for from further get gets getting got had hadn has hasn have haven having he her "
        + "here hers herself him himself his how i if in into is isn it its itself just ll let me more most much my myself no nor not now of off oh ok okay on "
        + "once one only or other our ours ourselves out over own re really s same she should shouldn so some such t than that the their theirs them themselves then "
        + "there these they this those though through to too under until up us ve very was wasn we well were weren what when where which while who whom whose why "
        + "will with won would wouldn yeah yes you your yours yourself yourselves m d hi hey hello thanks thank please")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string word) => Words.Contains(word);
}
