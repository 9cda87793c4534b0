using System.Globalization;
using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Rest.Validation;

/// <summary>A JSON object of a request, read field by field; whatever is wrong is noted with its path and reading goes on.</summary>
internal readonly struct Payload(JsonElement element, string path, PayloadErrors errors)
{
    public JsonElement Element => element;
    public string Path => path;
    public PayloadErrors Errors => errors;

    /// <summary>The body of a request; anything but an object is refused at once.</summary>
    public static Payload Of(JsonElement body, string path = "")
    {
        var errors = new PayloadErrors();
        if (body.ValueKind == JsonValueKind.Object)
            return new Payload(body, path, errors);
        errors.Add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
        throw errors.ToException();
    }

    /// <summary>Whether the field was sent at all, null or not.</summary>
    public bool Has(string name) => element.TryGetProperty(name, out _);

    /// <summary>Whether the field was sent with a value.</summary>
    public bool HasValue(string name) => element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public string At(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public void Error(string name, string code, string message) => errors.Add(name.Length == 0 ? path : At(name), code, message);

    public string? Text(string name, int max, int min = 0, bool required = false)
    {
        if (!TryGet(name, required, out var value))
            return null;
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
        {
            Error(name, "STRING_TYPE_CONVERT", $"Could not interpret \"{value.GetRawText()}\" as string.");
            return null;
        }
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        // Discord counts code points, so that an emoji is one.
        var length = text.EnumerateRunes().Count();
        if (required && length == 0 && min > 0)
            Error(name, "BASE_TYPE_REQUIRED", "This field is required");
        else
            CheckLength(name, length, min, max);
        return text;
    }

    public long? Integer(string name, long min = long.MinValue, long max = long.MaxValue, bool required = false)
    {
        if (!TryGet(name, required, out var value))
            return null;
        if (!TryInteger(value, out var number))
        {
            Error(name, "NUMBER_TYPE_COERCE", $"Value \"{Shown(value)}\" is not int.");
            return null;
        }
        if (number < min)
            Error(name, "NUMBER_TYPE_MIN", $"int value should be greater than or equal to {min}.");
        else if (number > max)
            Error(name, "NUMBER_TYPE_MAX", $"int value should be less than or equal to {max}.");
        return number;
    }

    public bool? Flag(string name)
    {
        if (!TryGet(name, required: false, out var value))
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Error(name, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
        return null;
    }

    public Snowflake? Id(string name, bool required = false)
    {
        if (!TryGet(name, required, out var value))
            return null;
        if (Snowflake.TryParse(Shown(value), out var id))
            return id;
        Error(name, "NUMBER_TYPE_COERCE", $"Value \"{Shown(value)}\" is not snowflake.");
        return null;
    }

    public Payload? Object(string name, bool required = false)
    {
        if (!TryGet(name, required, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Object)
            return new Payload(value, At(name), errors);
        Error(name, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
        return null;
    }

    /// <summary>The items of a list of objects; items of another type are noted and left out.</summary>
    public List<Payload> Objects(string name, int max, int min = 0, bool required = false)
    {
        List<Payload> items = [];
        foreach (var (item, index) in Items(name, max, min, required))
        {
            if (item.ValueKind == JsonValueKind.Object)
                items.Add(new Payload(item, $"{At(name)}.{index}", errors));
            else
                errors.Add($"{At(name)}.{index}", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
        }
        return items;
    }

    public List<Snowflake> Ids(string name, int max)
    {
        List<Snowflake> ids = [];
        foreach (var (item, index) in Items(name, max))
        {
            if (Snowflake.TryParse(Shown(item), out var id))
                ids.Add(id);
            else
                errors.Add($"{At(name)}.{index}", "NUMBER_TYPE_COERCE", $"Value \"{Shown(item)}\" is not snowflake.");
        }
        return ids;
    }

    public List<(JsonElement Item, int Index)> Items(string name, int max, int min = 0, bool required = false)
    {
        if (!TryGet(name, required, out var value))
            return [];
        if (value.ValueKind != JsonValueKind.Array)
        {
            Error(name, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return [];
        }
        CheckLength(name, value.GetArrayLength(), min, max);
        return [.. value.EnumerateArray().Select((item, index) => (item, index))];
    }

    private bool TryGet(string name, bool required, out JsonElement value)
    {
        if (element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null)
            return true;
        if (required)
            Error(name, "BASE_TYPE_REQUIRED", "This field is required");
        return false;
    }

    private void CheckLength(string name, int length, int min, int max)
    {
        if (length >= min && length <= max)
            return;
        if (min > 0)
            Error(name, "BASE_TYPE_BAD_LENGTH", $"Must be between {min} and {max} in length.");
        else
            Error(name, "BASE_TYPE_MAX_LENGTH", $"Must be {max} or fewer in length.");
    }

    private static bool TryInteger(JsonElement value, out long number)
    {
        number = 0;
        return value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt64(out number),
            JsonValueKind.String => long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
    }

    private static string Shown(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
