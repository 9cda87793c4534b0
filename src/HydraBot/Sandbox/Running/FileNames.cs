using System.Text;
using System.Text.RegularExpressions;

namespace HydraBot.Sandbox.Running;

/// <summary>Which names of files go in and come out: plain paths below the working folder.</summary>
internal static partial class FileNames
{
    private const int Longest = 200, Deepest = 9;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What is wrong with a name, as the end of a sentence; null when nothing is.</summary>
    public static string? Problem(string name) => name switch
    {
        { Length: 0 or > Longest } => $"has {name.Length} characters; allowed are 1 to {Longest}",
        _ when name.Any(char.IsControl) => "holds a control character",
        _ when name.Contains('\\', StringComparison.Ordinal) => @"holds a \; folders are separated by /",
        _ when name.StartsWith('/') => "begins with /; allowed is a path below the working folder",
        _ when name.Split('/').Any(part => part is "" or "." or "..") => "has an empty part, . or ..; allowed is a path below the working folder",
        _ when name.Split('/')[0] == ".build" => "begins with .build, where the compiler works",
        _ when name.Split('/').Length > Deepest => $"is deeper than {Deepest} folders",
        _ => null,
    };

    /// <summary>A name out of the sandbox, as text; null when it is none that may come out.</summary>
    public static string? Read(byte[] bytes)
    {
        try
        {
            var name = Strict.GetString(bytes);
            return Problem(name) is null && !Invisible().IsMatch(name) ? name : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Any name, for a sentence.</summary>
    public static string Show(byte[] bytes)
    {
        var text = Invisible().Replace(Encoding.UTF8.GetString(bytes), "�");
        return text.Length <= 60 ? text : $"{text[..57]}…";
    }

    /// <summary>Controls, and what turns the direction of text or hides in it.</summary>
    [GeneratedRegex(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]")]
    private static partial Regex Invisible();
}
