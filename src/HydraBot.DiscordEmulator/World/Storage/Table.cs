using System.Text.Json.Serialization.Metadata;

namespace HydraBot.DiscordEmulator.World.Storage;

/// <summary>Records of one kind: all of them in memory, every change on its way to disk.</summary>
internal sealed class Table<TKey, TRecord>(string kind, Func<TRecord, TKey> keyOf, JsonTypeInfo<TRecord> form, WorldFile file)
    where TKey : notnull
    where TRecord : class
{
    private readonly Dictionary<TKey, TRecord> _records = [];

    public string Kind => kind;

    public IEnumerable<TRecord> All => _records.Values;

    public TRecord? Find(TKey key) => _records.GetValueOrDefault(key);

    public TRecord Save(TRecord record)
    {
        var key = keyOf(record);
        _records[key] = record;
        file.Write(new WorldChange(kind, key.ToString()!, JsonSerializer.SerializeToUtf8Bytes(record, form)));
        return record;
    }

    public void Remove(TKey key)
    {
        if (_records.Remove(key))
            file.Write(new WorldChange(kind, key.ToString()!, null));
    }

    /// <summary>Takes in every stored row of this kind.</summary>
    public void Load()
    {
        foreach (var content in file.Read(kind))
        {
            var record = JsonSerializer.Deserialize(content, form)!;
            _records[keyOf(record)] = record;
        }
    }
}
