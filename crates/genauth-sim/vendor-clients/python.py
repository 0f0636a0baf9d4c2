"""Calls the simulator with the vendor's Python client and prints the responses as one JSON document.

SIM_URL, SIM_KEYS (JSON: [[id, secret], ...]), SIM_LANG, SIM_FROM, SIM_TO
"""

import json
import os

from genauth.ManagementClient import ManagementClient


def call_all(key_id, secret):
    client = ManagementClient(key_id, secret, host=os.environ["SIM_URL"], lang=os.environ["SIM_LANG"])
    return {
        "usage": client.get_usage_info(),
        "mau": client.get_mau_period_usage_history(os.environ["SIM_FROM"], os.environ["SIM_TO"]),
        "plan": client.get_current_package_info(),
        "rights": client.get_all_rights_item(),
        "orders": client.get_orders(page=1, limit=10),
    }


print(json.dumps([call_all(*key) for key in json.loads(os.environ["SIM_KEYS"])]))
