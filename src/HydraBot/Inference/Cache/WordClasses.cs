using System.Collections.Frozen;

namespace HydraBot.Inference.Cache;

/// <summary>
/// Words that stand beside each other in every vector space and mean the opposite, or another day, place or amount. Words of one line mean the same
/// here; two lines never do.
/// </summary>
internal static class WordClasses
{
    private static readonly string[] Lines =
    [
        // What is to be done.
        "enable activate", "disable deactivate", "start launch boot begin", "stop halt shutdown end terminate quit", "restart reboot", "pause suspend freeze", "resume continue unpause",
        "create build generate", "delete remove erase drop uninstall", "add insert append", "install setup", "update upgrade", "downgrade rollback revert undo", "open", "close shut",
        "allow permit accept grant approve", "deny forbid reject refuse block revoke", "lock", "unlock", "connect join attach mount", "disconnect leave detach unmount", "push", "pull", "upload", "download",
        "import", "export", "read", "write", "encrypt", "decrypt", "encode", "decode", "compress zip", "decompress extract unzip", "hide", "increase raise grow", "decrease reduce lower shrink",
        "buy purchase", "sell", "send", "receive", "borrow", "lend", "save store", "load", "copy duplicate", "move", "rename", "sort", "merge", "split", "commit", "deploy", "test", "debug", "fix repair", "break",
        "win", "lose", "pass", "fail", "subscribe", "unsubscribe", "follow", "unfollow", "mute", "unmute", "publish", "backup", "restore", "lengthen", "shorten", "translate", "summarize summarise",         "compare", "convert", "calculate compute", "ban", "kick", "invite", "kill", "scale", "clone", "format", "wipe", "reset",
        // Which way and how much.
        "on", "off", "up", "down", "out", "before", "after", "over above", "under below", "more greater larger bigger", "less fewer smaller", "most", "least", "maximum max highest largest biggest", "minimum min lowest smallest",
        "first", "last final", "next", "previous", "left", "right", "inside", "outside", "against", "none", "only", "either", "half", "double", "twice", "or",
        "true", "false", "safe", "unsafe dangerous harmful", "good", "bad", "best", "worst", "hot", "cold", "fast quick", "slow", "high", "low", "short", "easy", "hard difficult",
        "rich", "poor", "full", "empty", "public", "private", "internal", "external", "input", "output", "client", "server", "local", "remote", "online", "offline", "legal", "illegal", "possible", "impossible",
        "advantages pros benefits", "disadvantages cons drawbacks", "cause causes", "effect effects", "cheap cheapest", "expensive", "early", "late", "young", "strong", "weak", "left-handed", "vegetarian vegan", "male man men boy husband father son brother",
        "female woman women girl wife mother daughter sister", "cat cats", "dog dogs",
        // When.
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
        "today", "tomorrow", "yesterday", "tonight", "morning", "noon", "afternoon", "evening", "night", "midnight", "weekend", "spring", "summer", "autumn fall", "winter", "second seconds", "minute minutes", "hour hours hourly",
        "day days daily", "week weeks weekly", "month months monthly", "year years yearly annual", "decade", "century", "always", "sometimes", "ever",
        // How many.
        "zero", "one single", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty",
        "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "billion", "third", "fourth", "fifth", "sixth", "quarter", "tenth", "percent",
        // Of what kind.
        "red", "green", "blue", "yellow", "black", "white", "orange", "purple", "brown", "pink", "grey gray", "north", "south", "east", "west", "celsius", "fahrenheit", "kelvin", "meter meters metres", "kilometer kilometers kilometres",
        "mile miles", "foot feet", "inch inches", "gram grams", "kilogram kilograms", "pound pounds", "ounce ounces", "liter liters litres", "gallon gallons", "dollar dollars", "euro euros", "yen", "byte bytes", "kilobytes", "megabytes", "gigabytes",
        "english", "french", "german", "spanish", "italian", "russian", "chinese", "japanese", "portuguese", "arabic", "latin", "greek", "python", "java", "javascript", "typescript", "rust", "ruby", "swift", "kotlin", "bash", "perl", "php", "sql", "scala",
        "linux", "windows", "macos", "ubuntu", "debian", "android", "ios", "apple", "banana", "chicken", "beef", "pork", "fish", "rice", "pasta", "bread", "coffee", "tea", "wine", "beer", "milk", "water",
        // What is asked for.
        "who whom whose", "when", "where", "why", "many", "much", "often",
        // Of whom.
        "he him his", "she her hers", "they them their theirs",
    ];

    private static readonly FrozenSet<string> Negations = new[]
    {
        "not", "no", "never", "without", "neither", "nor", "cannot", "can't", "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "weren't", "won't", "wouldn't", "shouldn't", "couldn't", "hasn't", "haven't", "hadn't", "mustn't", "needn't", "except", "excluding", "unless", "avoid", "nobody", "nothing", "nowhere",
        "can’t", "don’t", "doesn’t", "didn’t", "isn’t", "aren’t", "won’t", "wouldn’t", "shouldn’t", "couldn’t",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Empty = new[]
    {
        "a", "an", "the", "is", "are", "was", "were", "be", "been", "am", "do", "does", "did", "can", "could", "would", "should", "will", "shall", "might", "must", "please", "of", "for", "at", "by", "as", "that", "this", "these", "those",
        "there", "here", "and", "so", "just", "also", "then", "tell", "give", "want", "need", "like", "know", "let", "get", "have", "has", "had", "hey", "hi", "hello", "thanks", "thank", "kindly", "quickly", "hydra", "hydrabot", "i'd", "i'm", "what's", "whats", "it's", "let's", "how's", "where's", "who's", "im", "id",
        "what", "which", "how", "i", "me", "my", "mine", "you", "your", "it", "its", "we", "us", "our", "to", "in", "into", "with", "from", "on-to", "between", "all", "every", "each", "some", "any", "both", "than", "explain", "describe", "use", "used", "way", "help", "being", "else", "really", "very", "too", "if", "but", "up-to-date",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The first word of its line, by word. Words of two lines belong to the first.</summary>
    public static FrozenDictionary<string, string> All { get; } = Lines
        .Select(line => line.Split(' '))
        .SelectMany(words => words.Select(word => (word, words[0])))
        .DistinctBy(pair => pair.word)
        .ToFrozenDictionary(pair => pair.word, pair => pair.Item2, StringComparer.Ordinal);

    private static readonly FrozenSet<string> Directions = new[] { "from", "than", "into", "onto", "versus", "vs", "to" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Words after which "to" begins a verb and shows no way.</summary>
    private static readonly FrozenSet<string> BeforeVerbs = new[]
    {
        "how", "way", "want", "like", "need", "needs", "able", "used", "going", "have", "has", "what", "steps", "command", "me", "it", "not", "function", "is", "must", "boss", "help", "possible", "time", "try",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>It says which way something goes, so that the order of what stands around it matters.</summary>
    public static bool IsDirection(string word, string before) => Directions.Contains(word) && !(word == "to" && BeforeVerbs.Contains(before));

    public static bool IsNegation(string word) => Negations.Contains(word);

    /// <summary>It says nothing that another question would not say too.</summary>
    public static bool IsEmpty(string word) => Empty.Contains(word);
}
